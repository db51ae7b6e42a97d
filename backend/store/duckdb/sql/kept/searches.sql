-- Reads `sessionised`, `event_places` and `built_sessions`. then_product: a product is seen later in the session. Kinds of pages are looked up once each.
WITH searched AS (
	SELECT e.seq, e.ts, e.source, e.event_id, e.visitor, e.session_key, plain_term(e.search_term) AS term, e.properties, o.nth
	FROM sessionised e JOIN event_places o ON o.seq = e.seq
	WHERE e.search_term IS NOT NULL
),
product_pages AS (SELECT page FROM (SELECT DISTINCT page FROM sessionised WHERE page IS NOT NULL) WHERE page_kind(page) = 'product'),
newest AS (
	SELECT e.session_key, max(o.nth) AS nth
	FROM sessionised e
	JOIN (SELECT DISTINCT session_key FROM searched) q ON q.session_key = e.session_key
	JOIN event_places o ON o.seq = e.seq
	LEFT JOIN product_pages k ON k.page = e.page
	WHERE e.action = 'product_viewed' OR ((e.action IS NULL OR e.action = 'page_viewed') AND k.page IS NOT NULL)
	GROUP BY e.session_key
)
SELECT
	s.session_no, s.start_ts, e.seq, e.ts, e.source, e.event_id, e.visitor, e.session_key, e.term, told_results(e.properties) AS results,
	coalesce(n.nth > e.nth, false) AS then_product
FROM searched e JOIN built_sessions s ON s.session_key = e.session_key LEFT JOIN newest n ON n.session_key = e.session_key
WHERE e.term <> ''
