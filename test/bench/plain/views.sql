-- What someone writes who has the raw events and no other table: views, so that each question computes what it needs and no more.
CREATE TEMP VIEW visible AS SELECT * FROM events WHERE NOT hidden;

-- The client's session id is the key; where it is missing, more than 30 minutes of silence of the visitor start a new session.
CREATE TEMP VIEW keyed AS
SELECT *, session_id AS session_key FROM visible WHERE session_id IS NOT NULL
UNION ALL
SELECT * EXCLUDE (starts), visitor || ' ' || sum(starts) OVER (PARTITION BY visitor ORDER BY ts RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_key
FROM (
	SELECT *, CASE WHEN ts - lag(ts) OVER (PARTITION BY visitor ORDER BY ts) <= 1800000 THEN 0 ELSE 1 END AS starts
	FROM visible WHERE session_id IS NULL
);

CREATE TEMP VIEW sessions AS
SELECT
	session_key,
	any_value(visitor) AS visitor,
	min(ts) AS start_ts,
	max(ts) AS end_ts,
	count(*) AS events,
	count(page) AS page_events,
	count(DISTINCT page) AS distinct_pages,
	coalesce(bool_or(action = 'order_completed'), false) AS has_order,
	array_to_string(list_transform(list_sort(list((ts, event_id, step)) FILTER (WHERE step IS NOT NULL)), lambda one: one[3]), '') AS steps
FROM (SELECT *, step_of(action, page) AS step FROM keyed)
GROUP BY session_key;

CREATE TEMP VIEW linked AS
SELECT visitor, min(user_id) AS linked_user FROM visible WHERE user_id IS NOT NULL GROUP BY visitor HAVING count(DISTINCT user_id) = 1;

-- The few order events: within a session the revenue of the order itself stands before its lines, and these before a total.
CREATE TEMP VIEW order_lines AS
SELECT
	ts, currency, kind, order_key,
	CASE kind WHEN 'order' THEN 1 ELSE -1 END * CASE kind WHEN 'order' THEN amount ELSE abs(amount) END AS amount
FROM (
	SELECT
		*,
		CASE
			WHEN max(of_order) OVER o = 1 THEN CASE WHEN of_order = 1 AND row_number() OVER (o_kind ORDER BY ts, event_id) = 1 THEN revenue ELSE 0 END
			WHEN count(line) OVER o > 0 THEN coalesce(line, 0)
			WHEN total IS NOT NULL AND row_number() OVER (o_total ORDER BY ts, event_id) = 1 THEN total
			ELSE 0
		END AS amount
	FROM (
		SELECT
			ts, event_id, currency, session_key, revenue, total,
			CASE action WHEN 'order_completed' THEN 'order' WHEN 'order_refunded' THEN 'refund' ELSE 'cancel' END AS kind,
			CASE
				WHEN order_id IS NOT NULL THEN source || ' o ' || order_id
				WHEN revenue IS NOT NULL OR total IS NOT NULL THEN source || ' e ' || event_id
				ELSE 's ' || session_key
			END AS order_key,
			CASE WHEN revenue IS NOT NULL AND product_id IS NULL THEN 1 ELSE 0 END AS of_order,
			coalesce(revenue, price * coalesce(CAST(quantity AS DECIMAL(18, 4)), 1)) AS line
		FROM keyed
		WHERE action IN ('order_completed', 'order_refunded', 'order_cancelled')
	)
	WINDOW
		o AS (PARTITION BY session_key, kind, order_key, currency),
		o_kind AS (PARTITION BY session_key, kind, order_key, currency, of_order),
		o_total AS (PARTITION BY session_key, kind, order_key, currency, total IS NULL)
);
