SELECT
	currency,
	count(DISTINCT order_key) FILTER (WHERE kind = 'order') AS orders,
	CAST(coalesce(sum(amount) FILTER (WHERE kind = 'order'), 0) AS DOUBLE) AS revenue,
	CAST(coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0) AS DOUBLE) AS refunded,
	CAST(coalesce(sum(amount) FILTER (WHERE kind = 'cancel'), 0) AS DOUBLE) AS cancelled,
	CAST(sum(amount) AS DOUBLE) AS net
FROM order_lines
GROUP BY currency
ORDER BY orders DESC, currency NULLS LAST
LIMIT 100
