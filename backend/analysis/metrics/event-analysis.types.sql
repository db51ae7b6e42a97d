SELECT event_type, events, COUNT(*) OVER () AS types
FROM (SELECT event_type, CAST(SUM(events) AS BIGINT) AS events FROM bins GROUP BY event_type) AS t
ORDER BY events DESC NULLS LAST, event_type ASC NULLS LAST
LIMIT 200
