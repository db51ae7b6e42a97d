SELECT page AS value, events
FROM page_counts
WHERE REGEXP_EXTRACT(lower(page), :unseen, 0) = ''
ORDER BY events DESC NULLS LAST, value ASC NULLS LAST
LIMIT :limit
