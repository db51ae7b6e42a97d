WITH m AS (
  SELECT session_no, CAST(SUM(amount) AS DECIMAL(38, 8)) AS revenue
  FROM order_lines
  WHERE kind = 'order' AND currency IS NOT DISTINCT FROM CAST(:currency AS STRING)
  GROUP BY session_no)
SELECT s.device, s.by_value,
  COUNT(*) AS sessions,
  COUNT(DISTINCT s.visitor) AS visitors,
  COUNT(*) FILTER (WHERE s.events = 1) AS bounces,
  ratio(COUNT(*) FILTER (WHERE s.events = 1), COUNT(*)) AS bounce_rate,
  COUNT(*) FILTER (WHERE s.has_order) AS sessions_with_order,
  ratio(COUNT(*) FILTER (WHERE s.has_order), COUNT(*)) AS conversion,
  CAST(COALESCE(SUM(m.revenue), 0) AS DOUBLE) AS revenue
FROM ses s LEFT JOIN m ON m.session_no = s.session_no
GROUP BY s.device, s.by_value
