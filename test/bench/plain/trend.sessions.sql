SELECT
	left(CAST(date_trunc($unit, local_ts(start_ts, $tz)) AS VARCHAR), 16) AS label,
	count(*) AS sessions,
	count(*) FILTER (WHERE events = 1) AS bounced,
	count(DISTINCT visitor) AS visitors,
	count(*) FILTER (WHERE has_order) AS sessions_with_order
FROM sessions
GROUP BY label
ORDER BY label
