WITH top AS (
  SELECT page, COUNT(*) AS events
  FROM ev WHERE page IS NOT NULL
  GROUP BY page
  ORDER BY events DESC NULLS LAST, page ASC NULLS LAST
  LIMIT 20)
SELECT top.page, COUNT(DISTINCT evs.session_key) AS sessions
FROM top LEFT JOIN evs ON evs.page = top.page
GROUP BY top.page, top.events
ORDER BY top.events DESC NULLS LAST, top.page ASC NULLS LAST
