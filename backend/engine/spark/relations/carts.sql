-- Sessions that add to a cart or take from it, a row a currency of what had a price; one row with worth null where nothing had. What counts
-- is what comes after the session's last order, that order with it. step is the furthest after the first add: 1 added, 2 cart seen,
-- 3 checkout, 4 payment told; 5 where nothing was added since the order; 0 where nothing was ever added. worth: added less removed, price ×
-- quantity (1 when missing).
WITH happened AS (
	SELECT
		e.session_key, e.nth, e.currency, e.price,
		CASE
			WHEN e.action IS NOT NULL AND e.action <> 'page_viewed' THEN e.action
			WHEN e.kind = 'cart' THEN 'cart_viewed'
			WHEN e.kind = 'checkout' THEN 'checkout_started'
		END AS step,
		CAST(e.price AS DECIMAL(19, 4)) * TRY_CAST(coalesce(e.quantity, 1) AS DECIMAL(18, 4)) AS worth
	FROM sessionised e
	WHERE e.session_key IN (SELECT session_key FROM sessionised WHERE action IN ('product_added', 'product_removed'))
),
ordered AS (
	SELECT
		session_key, coalesce(bool_or(step = 'product_added'), false) AS adds,
		coalesce(max(nth) FILTER (WHERE step = 'order_completed'), 0) AS last_order
	FROM happened GROUP BY session_key
),
since AS (SELECT h.*, s.adds FROM happened h JOIN ordered s ON s.session_key = h.session_key AND h.nth >= s.last_order),
steps AS (
	SELECT
		b.session_key,
		CASE
			WHEN NOT bool_or(b.adds) THEN 0
			ELSE coalesce(max(CASE b.step WHEN 'payment_info_entered' THEN 4 WHEN 'checkout_started' THEN 3 WHEN 'cart_viewed' THEN 2
				WHEN 'product_added' THEN 1 END) FILTER (WHERE b.nth >= a.first_add), 5)
		END AS step
	FROM since b LEFT JOIN (
		SELECT session_key, min(nth) AS first_add FROM since WHERE step = 'product_added' GROUP BY session_key
	) a ON a.session_key = b.session_key
	GROUP BY b.session_key
),
worths AS (
	SELECT h.session_key, h.currency, coalesce(sum(CASE
		WHEN h.nth < s.last_order THEN 0 WHEN h.step = 'product_added' THEN h.worth ELSE -h.worth END), 0) AS worth
	FROM happened h JOIN ordered s ON s.session_key = h.session_key
	WHERE h.step IN ('product_added', 'product_removed') AND h.price IS NOT NULL
	GROUP BY h.session_key, h.currency
)
SELECT b.session_no, b.start_ts, s.step, w.currency, CAST(w.worth AS DECIMAL(38, 8)) AS worth
FROM steps s JOIN all_sessions b ON b.session_key = s.session_key LEFT JOIN worths w ON w.session_key = s.session_key
