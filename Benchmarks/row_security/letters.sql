select row_to_json(m) from matter m where id = :matter::bigint
    and exists (select from involvement as held where held.unit = :unit and held.matter_id = m.id);
select row_to_json(d) from duty_assignment d where matter_id = :matter::bigint;
select row_to_json(p) from duty_part p where matter_id = :matter::bigint;
select row_to_json(a) from attachment a where matter_id = :matter::bigint;
select row_to_json(r) from assistance_request r where matter_id = :matter::bigint;
