SELECT event_id, source, strftime(epoch_ms(ts), '%Y-%m-%dT%H:%M:%S.%gZ') AS timestamp, strftime(epoch_ms(received_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS received_at,
	visitor, client_id, session_id, user_id, user_verified, event_type, action, page, url, referrer,
	utm_source, utm_medium, utm_campaign, utm_term, utm_content, product_id, product_name, product_category,
	price, quantity, currency, order_id, revenue, total, search_term, device, user_agent, channel, write_key, ip_hash, net_hash,
	noisy, /*reasons*/ AS noise_reasons, strftime(epoch_ms(noise_at), '%Y-%m-%dT%H:%M:%S.%gZ') AS noise_at, /*properties*/ AS properties
FROM events
WHERE /*filter*/
ORDER BY ts, seq
