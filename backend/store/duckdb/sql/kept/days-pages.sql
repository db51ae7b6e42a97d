-- Reads `kept` (the days' rows of before) and `day_events`.
SELECT day, page, CAST(sum(events) AS BIGINT) AS events
FROM (
	FROM kept
	UNION ALL
	SELECT day, page, count(*) AS events FROM day_events WHERE page IS NOT NULL GROUP BY day, page
)
GROUP BY day, page
