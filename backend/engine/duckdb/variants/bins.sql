SELECT ts - ((ts % 900000) + 900000) % 900000 AS bin, event_type, action, count(*) AS events FROM ev GROUP BY ALL
