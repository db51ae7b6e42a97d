WITH w AS (
  SELECT term, by_value, session_no, MAX(CASE WHEN then_product THEN 1 ELSE 0 END) AS went_on
  FROM q WHERE start_ts >= CAST(:from AS BIGINT) AND start_ts < CAST(:to AS BIGINT)
  GROUP BY term, by_value, session_no),
 a AS (
  SELECT term, by_value, COUNT(*) AS sessions, CAST(SUM(went_on) AS BIGINT) AS product_sessions FROM w GROUP BY term, by_value),
 o AS (
  SELECT w.term, w.by_value, COUNT(DISTINCT l.order_key) AS orders
  FROM w JOIN order_lines l ON l.session_no = w.session_no
  WHERE l.kind = 'order'
  GROUP BY w.term, w.by_value),
 n AS (SELECT term, by_value, COUNT(*) AS searches FROM q GROUP BY term, by_value)
SELECT n.term, n.by_value, n.searches,
  COALESCE(a.sessions, 0) AS sessions,
  COALESCE(a.product_sessions, 0) AS product_sessions,
  ratio(a.product_sessions, a.sessions) AS product_rate,
  COALESCE(o.orders, 0) AS orders
FROM n
LEFT JOIN a ON a.term = n.term AND a.by_value IS NOT DISTINCT FROM n.by_value
LEFT JOIN o ON o.term = n.term AND o.by_value IS NOT DISTINCT FROM n.by_value
