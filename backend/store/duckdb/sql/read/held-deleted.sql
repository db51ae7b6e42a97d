-- What a backup holds, as held-events.sql has events, with the marks that were on them.
SELECT
	seq, source, event_id, ts, received_at, visitor, client_id, session_id, user_id, user_verified, event_type, action, page, url, referrer,
	utm_source, utm_medium, utm_campaign, utm_term, utm_content, product_id, product_name, product_category, CAST(price AS VARCHAR) AS price,
	quantity, currency, order_id, CAST(revenue AS VARCHAR) AS revenue, CAST(total AS VARCHAR) AS total, search_term, device, user_agent,
	channel, write_key, ip_hash, net_hash, properties,
	CAST(to_json(list_transform(marks, lambda m: {
		'run': m.run, 'place': m.place, 'reason': m.reason, 'score': m.score, 'at': m.marked_at
	})) AS VARCHAR) AS marks
FROM read_parquet($path)
WHERE seq > $after
ORDER BY seq
LIMIT 4000
