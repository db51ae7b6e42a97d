WITH bought AS (
	SELECT
		CASE
			WHEN order_id IS NOT NULL THEN source || ' o ' || order_id
			WHEN revenue IS NOT NULL OR total IS NOT NULL THEN source || ' e ' || event_id
			ELSE 's ' || session_key
		END AS order_key,
		CASE WHEN product_id IS NULL THEN json_extract_string(properties, '$.products[*].product_id') ELSE [product_id] END AS products
	FROM keyed
	WHERE action = 'order_completed'
),
o AS (SELECT DISTINCT order_key, unnest(products) AS product_id FROM bought),
single AS (SELECT product_id, count(*) AS orders FROM o GROUP BY product_id),
pairs AS (
	SELECT a.product_id AS product_a, b.product_id AS product_b, count(*) AS orders
	FROM o a JOIN o b ON a.order_key = b.order_key AND a.product_id < b.product_id
	GROUP BY ALL ORDER BY orders DESC, product_a, product_b LIMIT 20
),
names AS (
	SELECT product_id, arg_max(product_name, (ts, event_id)) AS name FROM visible
	WHERE product_name IS NOT NULL AND product_id IN (SELECT product_a FROM pairs UNION SELECT product_b FROM pairs)
	GROUP BY product_id
)
SELECT
	product_a, na.name AS name_a, product_b, nb.name AS name_b, NULL AS by_value, p.orders,
	p.orders / (SELECT count(DISTINCT order_key) FROM o) AS support,
	p.orders / a.orders AS a_then_b,
	p.orders / b.orders AS b_then_a,
	p.orders * (SELECT count(DISTINCT order_key) FROM o) / (a.orders * b.orders) AS lift
FROM pairs p
JOIN single a ON a.product_id = product_a
JOIN single b ON b.product_id = product_b
LEFT JOIN names na ON na.product_id = product_a
LEFT JOIN names nb ON nb.product_id = product_b
ORDER BY p.orders DESC, product_a, product_b
