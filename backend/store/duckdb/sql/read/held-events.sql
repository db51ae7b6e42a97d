-- Events as they were stored, money as text without a binary fraction in between.
SELECT
	seq, source, event_id, ts, received_at, visitor, client_id, session_id, user_id, user_verified, event_type, action, page, url, referrer,
	utm_source, utm_medium, utm_campaign, utm_term, utm_content, product_id, product_name, product_category, CAST(price AS VARCHAR) AS price,
	quantity, currency, order_id, CAST(revenue AS VARCHAR) AS revenue, CAST(total AS VARCHAR) AS total, search_term, device, user_agent,
	channel, write_key, ip_hash, net_hash, properties, noisy, noise_reasons, noise_at
FROM events
WHERE seq > $after AND seq <= $upto
ORDER BY seq
