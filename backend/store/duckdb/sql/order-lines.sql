-- Reads `sessionised`; one row an order, refund or cancel event. Lengths in the keys keep two sources from meeting in one key.
SELECT
	source, event_id, ts, kind,
	CASE
		WHEN order_id IS NOT NULL THEN 'o:' || length(source) || ':' || source || ':' || order_id
		WHEN revenue IS NOT NULL OR total IS NOT NULL THEN 'e:' || length(source) || ':' || source || ':' || event_id
		ELSE 'l:' || session_key
	END AS order_key,
	session_key, currency,
	CASE kind WHEN 'order' THEN amount ELSE -abs(amount) END AS amount
FROM (
	SELECT
		source, event_id, ts, order_id, revenue, total, session_key, currency,
		CASE action WHEN 'order_completed' THEN 'order' WHEN 'order_refunded' THEN 'refund' ELSE 'cancel' END AS kind,
		coalesce(
			CAST(revenue AS DECIMAL(38, 8)),
			CAST(price AS DECIMAL(19, 4)) * coalesce(TRY_CAST(quantity AS DECIMAL(18, 4)), CASE WHEN quantity IS NULL THEN 1 END),
			CAST(total AS DECIMAL(38, 8)),
			0
		)::DECIMAL(38, 8) AS amount
	FROM sessionised
	WHERE action IN ('order_completed', 'order_refunded', 'order_cancelled')
)
