SELECT product_id,
  COUNT(*) AS events,
  COUNT(*) FILTER (WHERE action = 'product_viewed') AS viewed,
  COUNT(*) FILTER (WHERE action = 'product_added') AS added,
  COUNT(*) FILTER (WHERE action = 'order_completed') AS bought,
  COUNT(DISTINCT visitor) AS visitors
FROM ev WHERE product_id IS NOT NULL
GROUP BY product_id
