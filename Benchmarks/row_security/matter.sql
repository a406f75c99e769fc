select row_to_json(m) from matter m where id = :matter::bigint and court in (
    with recursive court (id) as (select :court::text
        union select lower.id from organisation as lower join court on lower.parent = court.id) select id from court);
select row_to_json(d) from duty_assignment d where matter_id = :matter::bigint;
select row_to_json(p) from duty_part p where matter_id = :matter::bigint;
select row_to_json(i) from instrument i where matter_id = :matter::bigint;
select row_to_json(a) from attachment a where matter_id = :matter::bigint;
select row_to_json(r) from assistance_request r where matter_id = :matter::bigint;
