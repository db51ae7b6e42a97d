SELECT user_id, count(*) AS events, count(DISTINCT page) AS pages, count(DISTINCT session_key) AS sessions, count(*) AS session_events
FROM keyed
WHERE user_id IS NOT NULL
GROUP BY user_id
ORDER BY events DESC, user_id
LIMIT 20
