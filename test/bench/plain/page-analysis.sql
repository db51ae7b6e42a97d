SELECT page, count(*) AS events, count(*) OVER () AS pages FROM visible WHERE page IS NOT NULL GROUP BY page ORDER BY events DESC, page LIMIT 200
