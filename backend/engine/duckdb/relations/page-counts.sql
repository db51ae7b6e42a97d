SELECT page, CAST(sum(events) AS BIGINT) AS events, CAST(NULL AS VARCHAR) AS by_value
FROM (
	SELECT page, events FROM kept_page_days WHERE day >= $first_day AND day < $end_day
	UNION ALL
	SELECT page, 1 FROM day_ends WHERE page IS NOT NULL
)
GROUP BY page
