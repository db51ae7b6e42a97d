SELECT CAST(sum(events) AS BIGINT) AS events, count(*) AS users, CAST(sum(sessions) AS BIGINT) AS pairs
FROM (SELECT user_id, count(*) AS events, count(DISTINCT session_key) AS sessions FROM keyed WHERE user_id IS NOT NULL GROUP BY user_id)
