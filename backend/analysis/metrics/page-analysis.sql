SELECT page, events, COUNT(*) OVER () AS pages
FROM page_counts
ORDER BY events DESC NULLS LAST, page ASC NULLS LAST
LIMIT 200
