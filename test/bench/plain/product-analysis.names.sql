SELECT product_id, arg_max(product_name, (ts, event_id)) AS name
FROM visible
WHERE product_name IS NOT NULL
	AND product_id IN (SELECT product_id FROM visible WHERE product_id IS NOT NULL GROUP BY product_id ORDER BY count(*) DESC, product_id LIMIT 20)
GROUP BY product_id
ORDER BY product_id
