WITH top AS (
  SELECT page, events
  FROM page_counts
  ORDER BY events DESC NULLS LAST, page ASC NULLS LAST
  LIMIT 20),
 visited AS (SELECT page, COUNT(*) AS sessions FROM ses_pages WHERE page IN (SELECT page FROM top) GROUP BY page)
SELECT top.page, COALESCE(visited.sessions, 0) AS sessions
FROM top LEFT JOIN visited ON visited.page = top.page
ORDER BY top.events DESC NULLS LAST, top.page ASC NULLS LAST
