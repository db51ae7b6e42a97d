SELECT reason, events, CAST(sum(events) OVER () AS BIGINT) AS total
FROM (
	SELECT coalesce(CASE WHEN noisy THEN noise_reasons[1] END, 'source:' || source) AS reason, count(*) AS events
	FROM events
	WHERE hidden
	GROUP BY reason
)
ORDER BY events DESC, reason
LIMIT 100
