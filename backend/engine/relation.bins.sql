SELECT ts - ((ts % 900000) + 900000) % 900000 AS bin, event_type, action, count(*) AS events, by_value FROM ev GROUP BY ALL
