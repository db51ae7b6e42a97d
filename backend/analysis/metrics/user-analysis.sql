SELECT
  (SELECT COUNT(*) FROM ev WHERE user_id IS NOT NULL) AS events,
  (SELECT COUNT(DISTINCT user_id) FROM ev) AS users,
  (SELECT COUNT(*) FROM (SELECT DISTINCT user_id, session_key FROM evs WHERE user_id IS NOT NULL) AS p) AS pairs
