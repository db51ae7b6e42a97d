SELECT
  currency,
  COUNT(DISTINCT CASE WHEN kind = 'order' THEN order_key END) AS orders,
  CAST(COALESCE(SUM(amount) FILTER (WHERE kind = 'order'), 0) AS DOUBLE) AS revenue,
  CAST(COALESCE(SUM(amount) FILTER (WHERE kind = 'refund'), 0) AS DOUBLE) AS refunded,
  CAST(COALESCE(SUM(amount) FILTER (WHERE kind = 'cancel'), 0) AS DOUBLE) AS cancelled,
  CAST(COALESCE(SUM(amount), 0) AS DOUBLE) AS net
FROM order_lines
GROUP BY currency
ORDER BY orders DESC NULLS LAST, currency ASC NULLS LAST
LIMIT 100
