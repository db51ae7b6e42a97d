SELECT
	product_id, count(*) AS events,
	count(*) FILTER (WHERE action = 'product_viewed') AS viewed,
	count(*) FILTER (WHERE action = 'product_added') AS added,
	count(*) FILTER (WHERE action = 'order_completed') AS bought,
	by_value
FROM ev
WHERE product_id IS NOT NULL
GROUP BY product_id, by_value
