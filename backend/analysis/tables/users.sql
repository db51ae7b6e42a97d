SELECT e.user_id, COALESCE(s.total_sessions, 0) AS total_sessions, e.total_events, e.unique_pages,
  ratio(s.session_events, s.total_sessions) AS avg_events_per_session, e.first_ts, e.last_ts
FROM (
  SELECT user_id, COUNT(*) AS total_events, COUNT(DISTINCT page) AS unique_pages, MIN(ts) AS first_ts, MAX(ts) AS last_ts
  FROM ev WHERE user_id IS NOT NULL GROUP BY user_id) AS e
LEFT JOIN (
  SELECT user_id, COUNT(DISTINCT session_key) AS total_sessions, COUNT(*) AS session_events
  FROM evs WHERE user_id IS NOT NULL GROUP BY user_id) AS s ON s.user_id = e.user_id
