SELECT
	s.session_no, s.start_ts, n.product_id,
	count(DISTINCT n.seq) FILTER (WHERE n.action = 'product_viewed') AS views,
	count(DISTINCT n.seq) FILTER (WHERE n.action = 'product_added') AS adds,
	count(DISTINCT n.seq) FILTER (WHERE n.action = 'product_removed') AS removes,
	count(DISTINCT l.order_key) AS orders
FROM named_products n JOIN all_sessions s ON s.session_key = n.session_key LEFT JOIN all_lines l ON l.seq = n.seq AND l.kind = 'order'
WHERE n.action IN ('product_viewed', 'product_added', 'product_removed', 'order_completed')
GROUP BY s.session_no, s.start_ts, n.product_id
