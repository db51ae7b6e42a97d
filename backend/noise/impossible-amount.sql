-- What is added to a cart or bought: the event's own product, and each entry of its products.
WITH buying AS (
	SELECT seq, product_id, price, quantity, currency, properties FROM events
	WHERE action IN ('product_added', 'order_completed') AND source IN (SELECT source FROM browsing)
),
entries AS (SELECT seq, currency, unnest(json_extract(properties, '$.products[*]')) AS item FROM buying WHERE contains(properties, '"products"')),
lines AS (
	SELECT seq, product_id, CAST(price AS DOUBLE) AS price, quantity, currency FROM buying
	UNION ALL
	SELECT seq, item_product(item), CAST(item_price(item) AS DOUBLE), CAST(item_quantity(item) AS DOUBLE), currency FROM entries
)
SELECT l.seq, CAST(:score AS DOUBLE) AS score, coalesce(l.product_id, 'no product') AS subject
FROM lines l
LEFT JOIN products p ON p.product_id = l.product_id AND (p.currency IS NULL OR l.currency IS NULL OR p.currency = l.currency) AND p.price > 0
WHERE l.quantity > :quantity OR l.quantity <= 0 OR l.price < 0
	OR l.price > CAST(p.price AS DOUBLE) * :times OR (l.price > 0 AND l.price * :times < CAST(p.price AS DOUBLE))
