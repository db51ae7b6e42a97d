SELECT action AS value, CAST(SUM(events) AS BIGINT) AS events
FROM bins
WHERE action IS NOT NULL
GROUP BY action
ORDER BY events DESC NULLS LAST, value ASC NULLS LAST
LIMIT :limit
