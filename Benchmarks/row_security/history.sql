select row_to_json(e) from matter_event e where matter_id = :matter::bigint and number > 0 order by number limit 51;
