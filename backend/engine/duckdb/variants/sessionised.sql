-- The names that the texts of the kept-up tables read.
SELECT
	e.seq, e.source, e.event_id, e.ts, r.visitor, e.user_id, e.event_type, e.action, e.page, e.utm_source, e.utm_medium, e.utm_campaign,
	e.device, e.channel, e.product_id, e.product_name, e.product_category, e.price, e.quantity, e.currency, e.order_id, e.revenue, e.total,
	e.search_term, e.properties, CAST(NULL AS VARCHAR) AS client_session, r.session_key
FROM events e JOIN run_sessionised r ON r.seq = e.seq
