SELECT seq, event_id, source, ts, received_at, visitor, client_id, session_id, user_id, event_type, action, page, url, referrer,
	product_id, price, quantity, currency, order_id, revenue, hidden AS noisy, coalesce(noise_reasons, []) AS noise_reasons, properties
FROM events
WHERE /*filter*/ AND (ts < $ts OR (ts = $ts AND seq < $seq))
ORDER BY ts DESC, seq DESC
LIMIT $limit
