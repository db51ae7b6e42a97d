-- The first event of an order, or of its line of a product, stays. Lines of one order stand apart by their product.
WITH orders AS (
	SELECT seq, ts, source, order_id, product_id FROM events
	WHERE action = 'order_completed' AND order_id IS NOT NULL AND source IN (SELECT source FROM browsing)
),
firsts AS (SELECT source, order_id, product_id, min(ts) AS first_ts FROM orders GROUP BY source, order_id, product_id HAVING count(*) > 1)
SELECT o.seq, CAST(:score AS DOUBLE) AS score, 'order ' || o.order_id AS subject
FROM orders o JOIN firsts f ON f.source = o.source AND f.order_id = o.order_id AND f.product_id IS NOT DISTINCT FROM o.product_id
WHERE o.ts - f.first_ts > :seconds * 1000
