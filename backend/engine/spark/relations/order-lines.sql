-- Reads `sessionised` and `sessions`; one row an order, refund or cancel event. Lengths in the keys keep two sources from meeting in one key.
-- Within a session the amounts of an order add up to: the revenue of its first event that carries one and names no product
-- (a thank-you page seen twice counts once); else the sum over its lines; else the total of its first event that carries one.
SELECT
	session_no, seq, source, event_id, ts, kind, order_key, session_key, currency,
	CASE kind WHEN 'order' THEN amount ELSE -abs(amount) END AS amount
FROM (
	SELECT
		* EXCEPT (revenue, line, total),
		CAST(CASE
			WHEN bool_or(of_order) OVER whole THEN CASE WHEN of_order AND row_number() OVER of_orders = 1 THEN revenue ELSE 0 END
			WHEN count(line) OVER whole > 0 THEN coalesce(line, 0)
			WHEN total IS NOT NULL AND row_number() OVER totals = 1 THEN total
			ELSE 0
		END AS DECIMAL(38, 8)) AS amount
	FROM (
		SELECT
			s.session_no, e.seq, e.source, e.event_id, e.ts, e.session_key, e.currency,
			CASE e.action WHEN 'order_completed' THEN 'order' WHEN 'order_refunded' THEN 'refund' ELSE 'cancel' END AS kind,
			CASE
				WHEN e.order_id IS NOT NULL THEN 'o:' || length(e.source) || ':' || e.source || ':' || e.order_id
				WHEN e.revenue IS NOT NULL OR e.total IS NOT NULL THEN 'e:' || length(e.source) || ':' || e.source || ':' || e.event_id
				ELSE 'l:' || e.session_key
			END AS order_key,
			e.revenue IS NOT NULL AND e.product_id IS NULL AS of_order,
			e.total IS NOT NULL AS of_total,
			CAST(e.revenue AS DECIMAL(38, 8)) AS revenue,
			CAST(coalesce(
				CAST(e.revenue AS DECIMAL(38, 8)),
				CAST(e.price AS DECIMAL(19, 4)) * coalesce(TRY_CAST(e.quantity AS DECIMAL(18, 4)), CASE WHEN e.quantity IS NULL THEN CAST(1 AS DECIMAL(18, 4)) END)
			) AS DECIMAL(38, 8)) AS line,
			CAST(e.total AS DECIMAL(38, 8)) AS total
		FROM sessionised e JOIN sessions s ON s.session_key = e.session_key
		WHERE e.action IN ('order_completed', 'order_refunded', 'order_cancelled')
	)
	WINDOW
		whole AS (PARTITION BY session_key, kind, order_key, currency),
		of_orders AS (PARTITION BY session_key, kind, order_key, currency, of_order ORDER BY ts, event_id, source),
		totals AS (PARTITION BY session_key, kind, order_key, currency, of_total ORDER BY ts, event_id, source)
)
