SELECT seq, CAST(:score AS DOUBLE) AS score, coalesce(nullif(trim(event_type), ''), 'empty') AS subject
FROM events
WHERE lower(trim(event_type)) IN ('', 'undefined', 'null', 'none', '(not set)')
