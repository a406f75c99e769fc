select id, debtor_name, case_number, stage, status, opened_at from matter
where not is_sealed and court in (
    with recursive court (id) as (select :court::text
        union select lower.id from organisation as lower join court on lower.parent = court.id) select id from court)
order by opened_at desc, id desc limit 51;
