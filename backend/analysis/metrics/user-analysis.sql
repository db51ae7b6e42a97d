SELECT
  (SELECT COALESCE(CAST(SUM(events) AS BIGINT), 0) FROM tallies WHERE user_id IS NOT NULL) AS events,
  (SELECT COUNT(DISTINCT user_id) FROM tallies) AS users,
  (SELECT COUNT(*) FROM (SELECT DISTINCT user_id, session_no FROM ses_tallies WHERE user_id IS NOT NULL) AS p) AS pairs
