SELECT page, count(*) AS events, by_value FROM ev WHERE page IS NOT NULL GROUP BY page, by_value
