WITH m AS (
  SELECT session_no, CAST(SUM(amount) AS DECIMAL(38, 8)) AS revenue
  FROM order_lines
  WHERE kind = 'order' AND currency IS NOT DISTINCT FROM CAST(:currency AS STRING)
  GROUP BY session_no)
SELECT c.utm_campaign AS campaign, c.utm_source AS source, c.utm_medium AS medium, c.by_value,
  COUNT(*) AS sessions,
  COUNT(DISTINCT c.visitor) AS visitors,
  COUNT(*) FILTER (WHERE c.events = 1) AS bounces,
  ratio(COUNT(*) FILTER (WHERE c.events = 1), COUNT(*)) AS bounce_rate,
  COUNT(*) FILTER (WHERE c.has_order) AS sessions_with_order,
  ratio(COUNT(*) FILTER (WHERE c.has_order), COUNT(*)) AS conversion,
  CAST(COALESCE(SUM(m.revenue), 0) AS DOUBLE) AS revenue
FROM credited c LEFT JOIN m ON m.session_no = c.session_no
WHERE c.utm_campaign IS NOT NULL OR c.utm_source IS NOT NULL OR c.utm_medium IS NOT NULL
GROUP BY c.utm_campaign, c.utm_source, c.utm_medium, c.by_value
