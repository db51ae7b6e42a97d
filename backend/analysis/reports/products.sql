WITH s AS (
  SELECT product_id, by_value,
    CAST(SUM(views) AS BIGINT) AS views,
    CAST(SUM(adds) AS BIGINT) AS adds,
    COUNT(*) FILTER (WHERE views > 0) AS viewing,
    COUNT(*) FILTER (WHERE adds > 0) AS adding,
    COUNT(*) FILTER (WHERE views > 0 AND adds > 0) AS viewing_adding,
    COUNT(*) FILTER (WHERE adds > 0 AND orders > 0) AS adding_buying,
    COUNT(*) FILTER (WHERE views > 0 AND orders > 0) AS viewing_buying
  FROM ses_products GROUP BY product_id, by_value),
 i AS (
  SELECT product_id, by_value,
    COUNT(DISTINCT CASE WHEN kind = 'order' THEN order_key END) AS orders,
    CAST(COALESCE(SUM(quantity) FILTER (WHERE kind = 'order'), 0) AS DOUBLE) AS quantity,
    CAST(COALESCE(SUM(amount) FILTER (WHERE kind = 'order' AND currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS revenue,
    CAST(COALESCE(SUM(amount) FILTER (WHERE kind = 'refund' AND currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS refunded,
    CAST(COALESCE(SUM(amount) FILTER (WHERE kind = 'cancel' AND currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS cancelled
  FROM items GROUP BY product_id, by_value),
 k AS (SELECT product_id, by_value FROM s UNION SELECT product_id, by_value FROM i)
SELECT k.product_id, called.product_name, k.by_value,
  COALESCE(s.views, 0) AS views,
  COALESCE(s.adds, 0) AS adds,
  COALESCE(i.orders, 0) AS orders,
  ratio(s.viewing_adding, s.viewing) AS view_to_cart,
  ratio(s.adding_buying, s.adding) AS cart_to_buy,
  ratio(s.viewing_buying, s.viewing) AS view_to_buy,
  COALESCE(i.quantity, 0) AS quantity,
  COALESCE(i.revenue, 0) AS revenue,
  COALESCE(i.refunded, 0) AS refunded,
  COALESCE(i.cancelled, 0) AS cancelled
FROM k
LEFT JOIN called ON called.product_id = k.product_id
LEFT JOIN s ON s.product_id = k.product_id AND s.by_value IS NOT DISTINCT FROM k.by_value
LEFT JOIN i ON i.product_id = k.product_id AND i.by_value IS NOT DISTINCT FROM k.by_value
