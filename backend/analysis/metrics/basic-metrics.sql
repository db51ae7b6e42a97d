SELECT
  COUNT(*) AS total_events,
  COUNT(DISTINCT user_id) AS unique_users,
  COUNT(DISTINCT visitor) AS visitors,
  COUNT(DISTINCT person) AS persons,
  MIN(ts) AS first_ts,
  MAX(ts) AS last_ts
FROM ev
