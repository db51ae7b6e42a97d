SELECT
	CAST(sum(sessions) AS BIGINT) AS sessions,
	CAST(sum(multi_page) AS BIGINT) AS multi_page,
	CAST(sum(page_repeat) AS BIGINT) AS page_repeat,
	count(*) AS visitors,
	count(*) FILTER (WHERE sessions > 1) AS returned
FROM (
	SELECT
		visitor,
		count(*) AS sessions,
		count(*) FILTER (WHERE distinct_pages > 1) AS multi_page,
		count(*) FILTER (WHERE page_events > distinct_pages) AS page_repeat
	FROM sessions
	GROUP BY visitor
)
