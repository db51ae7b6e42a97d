SELECT e.seq, e.source, e.event_id, e.ts, e.visitor, e.user_id, e.session_id, e.event_type, e.action, e.page, e.product_id, e.product_name,
	e.price, e.quantity, e.currency, e.order_id, e.revenue, e.total, e.search_term, coalesce(e.user_id, l.linked, e.visitor) AS person
FROM /*events*/ e LEFT JOIN links l ON l.visitor = e.visitor
