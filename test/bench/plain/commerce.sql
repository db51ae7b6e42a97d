SELECT
	(SELECT count(DISTINCT order_key) FROM order_lines WHERE kind = 'order') AS orders,
	(SELECT count(*) FROM (SELECT 1 FROM order_lines WHERE kind = 'order' GROUP BY order_key HAVING max(abs(amount)) = 0)) AS orders_without_amount,
	(SELECT count(DISTINCT order_key) FROM order_lines WHERE kind = 'cancel') AS cancels,
	(SELECT count(DISTINCT order_key) FROM order_lines WHERE kind = 'refund') AS refunds,
	count(*) AS sessions,
	count(*) FILTER (WHERE has_order) AS sessions_with_order
FROM sessions
