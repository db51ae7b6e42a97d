WITH top AS (
  SELECT user_id, CAST(SUM(events) AS BIGINT) AS events
  FROM tallies WHERE user_id IS NOT NULL
  GROUP BY user_id
  ORDER BY events DESC NULLS LAST, user_id ASC NULLS LAST
  LIMIT 20),
 seen AS (
  SELECT user_id, COUNT(DISTINCT page) AS pages
  FROM ev WHERE user_id IN (SELECT user_id FROM top)
  GROUP BY user_id),
 own AS (
  SELECT user_id, CAST(SUM(events) AS BIGINT) AS events, COUNT(DISTINCT session_no) AS sessions
  FROM ses_tallies WHERE user_id IN (SELECT user_id FROM top)
  GROUP BY user_id)
SELECT top.user_id, top.events, COALESCE(seen.pages, 0) AS pages, COALESCE(own.sessions, 0) AS sessions, COALESCE(own.events, 0) AS session_events
FROM top LEFT JOIN seen ON seen.user_id = top.user_id LEFT JOIN own ON own.user_id = top.user_id
ORDER BY top.events DESC NULLS LAST, top.user_id ASC NULLS LAST
