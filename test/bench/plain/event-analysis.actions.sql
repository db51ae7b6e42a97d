SELECT action, count(*) AS events FROM visible WHERE action IS NOT NULL GROUP BY action ORDER BY events DESC, action LIMIT 200
