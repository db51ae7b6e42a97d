SELECT e.seq, e.source, e.event_id, e.ts, e.visitor, e.user_id, e.session_id, e.event_type, e.action, e.page, e.product_id, e.product_name,
	e.price, e.quantity, e.currency, e.order_id, e.revenue, e.total, e.search_term, s.session_key
FROM events e JOIN ses s ON s.client_session = e.session_id
WHERE NOT e.hidden AND e.seq <= $folded AND e.ts >= $from
UNION ALL
SELECT e.seq, e.source, e.event_id, e.ts, e.visitor, e.user_id, e.session_id, e.event_type, e.action, e.page, e.product_id, e.product_name,
	e.price, e.quantity, e.currency, e.order_id, e.revenue, e.total, e.search_term, s.session_key
FROM events e JOIN ses s ON s.client_session IS NULL AND s.visitor = e.visitor AND e.ts BETWEEN s.start_ts AND s.end_ts
WHERE e.session_id IS NULL AND NOT e.hidden AND e.seq <= $folded AND e.ts >= $from
