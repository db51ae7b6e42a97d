SELECT seq, source, event_id, ts, visitor, user_id, session_id, event_type, action, page, product_id, product_name,
	price, quantity, currency, order_id, revenue, total, search_term
FROM events
WHERE NOT hidden AND seq <= $folded AND ts >= $from AND ts < $to
