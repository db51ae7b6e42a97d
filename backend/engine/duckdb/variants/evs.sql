SELECT e.seq, e.source, e.event_id, e.ts, r.visitor, e.user_id, e.session_id, e.event_type, e.action, e.page, e.product_id, e.product_name,
	e.price, e.quantity, e.currency, e.order_id, e.revenue, e.total, e.search_term, r.session_key
FROM events e JOIN run_sessionised r ON r.seq = e.seq
WHERE e.ts >= $from AND r.session_key IN (SELECT session_key FROM ses)
