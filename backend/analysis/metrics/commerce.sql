SELECT
  (SELECT COUNT(DISTINCT order_key) FROM order_lines WHERE kind = 'order') AS orders,
  (SELECT COUNT(DISTINCT order_key) FROM order_lines WHERE kind = 'cancel') AS cancels,
  (SELECT COUNT(DISTINCT order_key) FROM order_lines WHERE kind = 'refund') AS refunds,
  (SELECT COUNT(*) FROM ses) AS sessions,
  (SELECT COUNT(*) FROM ses WHERE has_order) AS sessions_with_order
