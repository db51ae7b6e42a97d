SELECT
	left(CAST(date_trunc($unit, local_ts(ts, $tz)) AS VARCHAR), 16) AS label,
	coalesce(currency, '') AS currency,
	CAST(sum(amount) AS DOUBLE) AS revenue
FROM order_lines
WHERE kind = 'order'
GROUP BY ALL
ORDER BY label, currency
