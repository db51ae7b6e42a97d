-- The products that each shop event names: its own, else those of its products[].
SELECT seq, session_key, action, product_id, product_name, product_category, TRY_CAST(coalesce(quantity, 1) AS DECIMAL(18, 4)) AS quantity, price
FROM sessionised
WHERE product_id IS NOT NULL
	AND action IN ('product_viewed', 'product_added', 'product_removed', 'order_completed', 'order_refunded', 'order_cancelled')
UNION ALL
SELECT
	seq, session_key, action, item.product_id, item.product_name, item.product_category, TRY_CAST(item.quantity AS DECIMAL(18, 4)),
	TRY_CAST(item.price AS DECIMAL(18, 4))
FROM (
	SELECT seq, session_key, action, explode(told_products(properties)) AS item
	FROM sessionised
	WHERE product_id IS NULL AND contains(properties, '"products"')
		AND action IN ('product_viewed', 'product_added', 'product_removed', 'order_completed', 'order_refunded', 'order_cancelled')
)
