SELECT page, count(DISTINCT session_key) AS sessions
FROM keyed
WHERE page IN (SELECT page FROM visible WHERE page IS NOT NULL GROUP BY page ORDER BY count(*) DESC, page LIMIT 20)
GROUP BY page
ORDER BY count(*) DESC, page
