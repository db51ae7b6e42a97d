SELECT event_type, count(*) AS events, count(*) OVER () AS types FROM visible GROUP BY event_type ORDER BY events DESC, event_type LIMIT 200
