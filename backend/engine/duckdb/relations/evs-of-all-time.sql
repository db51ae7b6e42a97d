-- Without bounds every event belongs to a session in `ses`, so that a client's session id is its key without a look.
SELECT seq, source, event_id, ts, visitor, user_id, session_id, event_type, action, page, product_id, product_name,
	price, quantity, currency, order_id, revenue, total, search_term, 's:' || session_id AS session_key
FROM events
WHERE session_id IS NOT NULL AND NOT hidden AND seq <= $folded
UNION ALL
SELECT e.seq, e.source, e.event_id, e.ts, e.visitor, e.user_id, e.session_id, e.event_type, e.action, e.page, e.product_id, e.product_name,
	e.price, e.quantity, e.currency, e.order_id, e.revenue, e.total, e.search_term, s.session_key
FROM events e JOIN kept_sessions s ON s.client_session IS NULL AND s.visitor = e.visitor AND e.ts BETWEEN s.start_ts AND s.end_ts
WHERE e.session_id IS NULL AND NOT e.hidden AND e.seq <= $folded
