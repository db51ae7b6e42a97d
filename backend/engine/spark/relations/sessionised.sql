-- The events of a run, each with its session_key, its place in the session by (ts, event_id, source), and the funnel step it is. A
-- client's session id alone is the key. Events without one are split per visitor where more than 1,800,000 ms pass in silence; frames are
-- RANGE, so that events of the same millisecond stay together. The kind of a page is looked up once a page, not once an event.
WITH src AS (
	SELECT
		seq, source, event_id, ts, user_id, session_id, event_type, action, page, product_id, product_name, product_category, price, quantity,
		currency, order_id, revenue, total, search_term, utm_source, utm_medium, utm_campaign, utm_term, utm_content, referrer, channel, device,
		properties,
		CASE WHEN :visitor_user THEN user_id ELSE visitor END AS visitor,
		CASE WHEN NOT :sessions_gap THEN session_id END AS client_session
	FROM events
	WHERE (:show OR NOT hidden) AND (NOT :visitor_user OR user_id IS NOT NULL)
		AND (CAST(:user AS STRING) IS NULL OR (user_id = CAST(:user AS STRING) AND user_verified))
),
keyed AS (
	SELECT *, 's:' || client_session AS session_key FROM src WHERE client_session IS NOT NULL
	UNION ALL
	SELECT * EXCEPT (starts, session_start), 'v:' || visitor || ':' || session_start AS session_key
	FROM (
		SELECT *, max(CASE WHEN starts THEN ts END) OVER (PARTITION BY visitor ORDER BY ts RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_start
		FROM (
			SELECT src.*, coalesce(ts - lag(ts) OVER (PARTITION BY visitor ORDER BY ts) > 1800000, true) AS starts FROM src WHERE client_session IS NULL
		)
	)
),
kinds AS (SELECT page AS kind_page, page_kind(page) AS kind FROM (SELECT DISTINCT page FROM src WHERE page IS NOT NULL))
SELECT
	k.*, p.kind,
	CASE
		WHEN k.action IS NULL OR k.action = 'page_viewed' THEN CASE p.kind
			WHEN 'home' THEN 'H' WHEN 'category' THEN 'C' WHEN 'search' THEN 'S' WHEN 'product' THEN 'P' WHEN 'cart' THEN 'B' WHEN 'checkout' THEN 'K'
		END
		ELSE CASE k.action
			WHEN 'product_list_viewed' THEN 'C' WHEN 'products_searched' THEN 'S' WHEN 'product_viewed' THEN 'P' WHEN 'product_added' THEN 'A'
			WHEN 'cart_viewed' THEN 'B' WHEN 'checkout_started' THEN 'K' WHEN 'order_completed' THEN 'O'
		END
	END AS step,
	row_number() OVER (PARTITION BY k.session_key ORDER BY k.ts, k.event_id, k.source) AS nth
FROM keyed k LEFT JOIN kinds p ON p.kind_page = k.page
