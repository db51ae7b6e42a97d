SELECT
	product_id,
	count(*) AS events,
	count(*) FILTER (WHERE action = 'product_viewed') AS viewed,
	count(*) FILTER (WHERE action = 'product_added') AS added,
	count(*) FILTER (WHERE action = 'order_completed') AS bought,
	count(*) OVER () AS products
FROM visible
WHERE product_id IS NOT NULL
GROUP BY product_id
ORDER BY events DESC, product_id
LIMIT 20
