-- A visitor is counted at the first of its sessions in the range: the one whose visit before began before it.
WITH m AS (
  SELECT t.is_new, CAST(SUM(o.amount) AS DECIMAL(38, 8)) AS revenue
  FROM order_lines o JOIN touches t ON t.session_no = o.session_no
  WHERE o.kind = 'order' AND o.currency IS NOT DISTINCT FROM CAST(:currency AS STRING)
  GROUP BY t.is_new),
 s AS (
  SELECT is_new,
    COUNT(*) AS sessions,
    COUNT(*) FILTER (WHERE events = 1) AS bounces,
    COUNT(*) FILTER (WHERE has_order) AS sessions_with_order,
    COUNT(*) FILTER (WHERE visit = 1 OR prev_start < CAST(:from AS BIGINT)) AS visitors,
    COUNT(*) FILTER (WHERE visit = 2 OR prev_start < CAST(:from AS BIGINT)) AS again
  FROM touches GROUP BY is_new),
 g AS (
  SELECT kinds.kind,
    COALESCE(CAST(SUM(CASE WHEN kinds.kind = 'returning' THEN s.again ELSE s.visitors END) AS BIGINT), 0) AS visitors,
    COALESCE(CAST(SUM(s.sessions) AS BIGINT), 0) AS sessions,
    COALESCE(CAST(SUM(s.bounces) AS BIGINT), 0) AS bounces,
    COALESCE(CAST(SUM(s.sessions_with_order) AS BIGINT), 0) AS sessions_with_order,
    CAST(COALESCE(SUM(m.revenue), 0) AS DOUBLE) AS revenue
  FROM (VALUES ('all', NULL), ('new', TRUE), ('returning', FALSE)) AS kinds(kind, newly)
  LEFT JOIN s ON kinds.newly IS NULL OR s.is_new = kinds.newly
  LEFT JOIN m ON m.is_new = s.is_new
  GROUP BY kinds.kind)
SELECT kind, CAST(NULL AS STRING) AS by_value, visitors, sessions, bounces,
  ratio(bounces, sessions) AS bounce_rate,
  sessions_with_order,
  ratio(sessions_with_order, sessions) AS conversion,
  revenue
FROM g
WHERE EXISTS (SELECT 1 FROM s)
