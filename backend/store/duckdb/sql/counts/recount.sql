INSERT INTO minute_counts BY NAME
SELECT ts - ((ts % 60000) + 60000) % 60000 AS window_start, coalesce(page_names.name, events.page) AS page, event_type, count(*) AS n, CAST($at AS BIGINT) AS updated_at
FROM events LEFT JOIN page_names ON page_names.page = events.page
GROUP BY ALL
