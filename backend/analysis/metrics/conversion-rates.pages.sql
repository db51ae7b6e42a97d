WITH top AS (
  SELECT page, COUNT(*) AS events
  FROM ev WHERE page IS NOT NULL
  GROUP BY page
  ORDER BY events DESC NULLS LAST, page ASC NULLS LAST
  LIMIT 20),
 visits AS (SELECT DISTINCT page, session_key FROM evs WHERE page IN (SELECT page FROM top)),
 visited AS (SELECT page, COUNT(*) AS sessions FROM visits GROUP BY page)
SELECT top.page, COALESCE(visited.sessions, 0) AS sessions
FROM top LEFT JOIN visited ON visited.page = top.page
ORDER BY top.events DESC NULLS LAST, top.page ASC NULLS LAST
