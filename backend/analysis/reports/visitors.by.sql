-- Each visitor once before they are counted: two distinct counts of texts side by side cost several times as much.
WITH m AS (
  SELECT t.by_value, t.is_new, CAST(SUM(o.amount) AS DECIMAL(38, 8)) AS revenue
  FROM order_lines o JOIN touches t ON t.session_no = o.session_no
  WHERE o.kind = 'order' AND o.currency IS NOT DISTINCT FROM CAST(:currency AS STRING)
  GROUP BY t.by_value, t.is_new),
 s AS (
  SELECT by_value, is_new,
    COUNT(*) AS sessions,
    COUNT(*) FILTER (WHERE events = 1) AS bounces,
    COUNT(*) FILTER (WHERE has_order) AS sessions_with_order
  FROM touches GROUP BY by_value, is_new),
 p AS (
  SELECT by_value, MAX(CASE WHEN is_new THEN 1 ELSE 0 END) AS newly, MAX(CASE WHEN is_new THEN 0 ELSE 1 END) AS again
  FROM touches GROUP BY by_value, visitor),
 v AS (
  SELECT by_value, COUNT(*) AS visitors, CAST(SUM(newly) AS BIGINT) AS newly, CAST(SUM(again) AS BIGINT) AS again FROM p GROUP BY by_value),
 k AS (
  SELECT kinds.kind, kinds.newly, v.by_value,
    CASE kinds.kind WHEN 'all' THEN v.visitors WHEN 'new' THEN v.newly ELSE v.again END AS visitors
  FROM v CROSS JOIN (VALUES ('all', NULL), ('new', TRUE), ('returning', FALSE)) AS kinds(kind, newly)),
 g AS (
  SELECT k.kind, k.by_value, k.visitors,
    COALESCE(CAST(SUM(s.sessions) AS BIGINT), 0) AS sessions,
    COALESCE(CAST(SUM(s.bounces) AS BIGINT), 0) AS bounces,
    COALESCE(CAST(SUM(s.sessions_with_order) AS BIGINT), 0) AS sessions_with_order,
    CAST(COALESCE(SUM(m.revenue), 0) AS DOUBLE) AS revenue
  FROM k
  LEFT JOIN s ON s.by_value IS NOT DISTINCT FROM k.by_value AND (k.newly IS NULL OR s.is_new = k.newly)
  LEFT JOIN m ON m.by_value IS NOT DISTINCT FROM s.by_value AND m.is_new = s.is_new
  GROUP BY k.kind, k.by_value, k.visitors)
SELECT kind, by_value, visitors, sessions, bounces,
  ratio(bounces, sessions) AS bounce_rate,
  sessions_with_order,
  ratio(sessions_with_order, sessions) AS conversion,
  revenue
FROM g
