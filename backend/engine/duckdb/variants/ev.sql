SELECT seq, source, event_id, ts, CASE WHEN $visitor_user THEN user_id ELSE visitor END AS visitor, user_id, session_id, event_type, action, page,
	product_id, product_name, price, quantity, currency, order_id, revenue, total, search_term
FROM events
WHERE seq <= $folded AND ts >= $from AND ts < $to AND ($show OR NOT hidden) AND (NOT $visitor_user OR user_id IS NOT NULL)
	AND ($user IS NULL OR (user_id = $user AND user_verified))
