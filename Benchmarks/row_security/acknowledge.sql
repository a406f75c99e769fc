update duty_assignment set version = version + 1 where matter_id = :matter::bigint and number = 1;
update matter set event_count = event_count + 1 where id = :matter::bigint;
