WITH o AS (SELECT order_key, MAX(ABS(amount)) AS largest FROM order_lines WHERE kind = 'order' GROUP BY order_key)
SELECT
  (SELECT COUNT(*) FROM o) AS orders,
  (SELECT COUNT(*) FROM o WHERE largest = 0) AS orders_without_amount,
  (SELECT COUNT(DISTINCT order_key) FROM order_lines WHERE kind = 'cancel') AS cancels,
  (SELECT COUNT(DISTINCT order_key) FROM order_lines WHERE kind = 'refund') AS refunds,
  (SELECT COUNT(*) FROM ses) AS sessions,
  (SELECT COUNT(*) FROM ses WHERE has_order) AS sessions_with_order
