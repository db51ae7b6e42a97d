-- A server's log tells of each file that a page loads: these are nobody's views.
CREATE OR REPLACE TEMP VIEW views AS
SELECT seq, ts, visitor, session_id, user_id FROM events
WHERE action IN ('page_viewed', 'product_viewed', 'product_list_viewed') AND source IN (SELECT source FROM browsing)
	AND NOT coalesce(regexp_matches(lower(page), '\.(css|js|mjs|map|json|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|otf|mp4|webm|mp3)$'), false)
