-- Addresses come in as their path already. An app's screen needs no page.
SELECT seq, CAST(:score AS DOUBLE) AS score, coalesce(nullif(trim(page), ''), 'empty') AS subject
FROM events
WHERE lower(event_type) NOT LIKE '%screen%' AND (
	(page IS NOT NULL AND NOT starts_with(page, '/') AND NOT regexp_matches(page, '^[a-zA-Z][a-zA-Z0-9+.-]*://'))
	OR (action = 'page_viewed' AND page IS NULL AND url IS NULL)
)
