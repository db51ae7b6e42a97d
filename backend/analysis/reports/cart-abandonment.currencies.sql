-- Carts have currencies before there are orders.
SELECT currency, CAST(SUM(orders) AS BIGINT) AS orders
FROM (
  SELECT currency, COUNT(DISTINCT CASE WHEN kind = 'order' THEN order_key END) AS orders FROM order_lines GROUP BY currency
  UNION ALL
  SELECT currency, 0 FROM carts WHERE worth IS NOT NULL GROUP BY currency) AS u
GROUP BY currency
