SELECT reason, events, CAST(SUM(events) OVER () AS BIGINT) AS total
FROM (SELECT reason, COUNT(*) AS events FROM noise_ev GROUP BY reason) AS n
ORDER BY events DESC NULLS LAST, reason ASC NULLS LAST
LIMIT 100
