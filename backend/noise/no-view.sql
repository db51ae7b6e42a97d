-- Orders of sources that send views, by somebody who saw nothing before: not as this visitor, in this session, nor as this user. An order
-- in the first half hour of a source's views may rest on views of before it was set up.
WITH orders AS (
	SELECT e.seq, e.ts, e.visitor, e.session_id, e.user_id, e.order_id
	FROM events e JOIN (SELECT source, min(ts) AS first_ts FROM events WHERE action IN ('page_viewed', 'product_viewed') GROUP BY source) f ON f.source = e.source
	WHERE e.action = 'order_completed' AND e.ts > f.first_ts + 1800000
),
by_visitor AS (SELECT visitor, min(ts) AS first_ts FROM views WHERE visitor IN (SELECT visitor FROM orders) GROUP BY visitor),
by_session AS (SELECT session_id, min(ts) AS first_ts FROM views WHERE session_id IN (SELECT session_id FROM orders) GROUP BY session_id),
by_user AS (SELECT user_id, min(ts) AS first_ts FROM views WHERE user_id IN (SELECT user_id FROM orders) GROUP BY user_id)
SELECT o.seq, CAST(:score AS DOUBLE) AS score, coalesce('order ' || o.order_id, o.visitor) AS subject
FROM orders o
LEFT JOIN by_visitor v ON v.visitor = o.visitor
LEFT JOIN by_session s ON s.session_id = o.session_id
LEFT JOIN by_user u ON u.user_id = o.user_id
WHERE coalesce(least(v.first_ts, s.first_ts, u.first_ts) > o.ts + :grace_s * 1000, true)
