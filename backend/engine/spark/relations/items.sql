SELECT
	session_no, seq, ts, source, event_id, kind, order_key, session_key, currency, product_id, product_name, product_category, quantity,
	CASE WHEN kind = 'order' THEN worth ELSE -abs(worth) END AS amount
FROM (
	SELECT l.*, n.product_id, n.product_name, n.product_category, n.quantity, CAST(CAST(n.price AS DECIMAL(19, 4)) * n.quantity AS DECIMAL(38, 8)) AS worth
	FROM named_products n JOIN lines l ON l.seq = n.seq
)
