SELECT event_type AS value, CAST(SUM(events) AS BIGINT) AS events
FROM bins
GROUP BY event_type
ORDER BY events DESC NULLS LAST, value ASC NULLS LAST
LIMIT :limit
