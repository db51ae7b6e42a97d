SELECT source, event_id, ts, received_at, visitor, event_type, action, page, product_id, product_name, CAST(price AS VARCHAR) AS price, quantity,
	currency, order_id, CAST(revenue AS VARCHAR) AS revenue, CAST(total AS VARCHAR) AS total, search_term, properties
FROM events
WHERE /*which*/
