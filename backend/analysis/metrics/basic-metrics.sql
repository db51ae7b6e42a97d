SELECT
  COALESCE(CAST(SUM(events) AS BIGINT), 0) AS total_events,
  COUNT(DISTINCT user_id) AS unique_users,
  COUNT(DISTINCT visitor) AS visitors,
  COUNT(DISTINCT person) AS persons,
  MIN(first_ts) AS first_ts,
  MAX(last_ts) AS last_ts
FROM people
