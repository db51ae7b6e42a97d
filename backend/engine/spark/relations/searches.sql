-- then_product: a product is seen later in the session.
WITH newest AS (
	SELECT session_key, max(nth) AS nth
	FROM sessionised
	WHERE action = 'product_viewed' OR ((action IS NULL OR action = 'page_viewed') AND kind = 'product')
	GROUP BY session_key
)
SELECT
	s.session_no, s.start_ts, e.seq, e.ts, e.source, e.event_id, e.visitor, e.session_key, plain_term(e.search_term) AS term,
	CAST(told_results(e.properties) AS BIGINT) AS results, coalesce(n.nth > e.nth, false) AS then_product
FROM sessionised e JOIN all_sessions s ON s.session_key = e.session_key LEFT JOIN newest n ON n.session_key = e.session_key
WHERE e.search_term IS NOT NULL AND plain_term(e.search_term) <> ''
