-- Categories are numbered, so that sessions are grouped by numbers. What a session did with a category's products is bits: 1 viewed,
-- 2 added, 4 ordered.
WITH c AS (
  SELECT product_id, product_category, DENSE_RANK() OVER (ORDER BY product_category ASC NULLS LAST) AS category FROM called),
 d AS (
  SELECT sp.session_no, COALESCE(c.category, 0) AS category, MIN(sp.by_value) AS by_value,
    BIT_OR(CASE WHEN sp.views > 0 THEN 1 ELSE 0 END + CASE WHEN sp.adds > 0 THEN 2 ELSE 0 END + CASE WHEN sp.orders > 0 THEN 4 ELSE 0 END) AS did
  FROM ses_products sp LEFT JOIN c ON c.product_id = sp.product_id AND c.product_category IS NOT NULL
  GROUP BY sp.session_no, COALESCE(c.category, 0)),
 b AS (
  SELECT category, by_value,
    COUNT(*) FILTER (WHERE did % 2 = 1) AS viewing,
    COUNT(*) FILTER (WHERE did IN (2, 3, 6, 7)) AS adding,
    COUNT(*) FILTER (WHERE did IN (3, 7)) AS viewing_adding,
    COUNT(*) FILTER (WHERE did >= 6) AS adding_buying,
    COUNT(*) FILTER (WHERE did IN (5, 7)) AS viewing_buying
  FROM d GROUP BY category, by_value),
 e AS (
  SELECT product_id, by_value, CAST(SUM(views) AS BIGINT) AS views, CAST(SUM(adds) AS BIGINT) AS adds
  FROM ses_products GROUP BY product_id, by_value),
 f AS (
  SELECT called.product_category, e.by_value, CAST(SUM(e.views) AS BIGINT) AS views, CAST(SUM(e.adds) AS BIGINT) AS adds
  FROM e LEFT JOIN called ON called.product_id = e.product_id
  GROUP BY called.product_category, e.by_value),
 s AS (
  SELECT f.product_category, f.by_value, f.views, f.adds, b.viewing, b.adding, b.viewing_adding, b.adding_buying, b.viewing_buying
  FROM f
  LEFT JOIN (SELECT DISTINCT category, product_category FROM c WHERE product_category IS NOT NULL) AS x ON x.product_category = f.product_category
  JOIN b ON b.category = COALESCE(x.category, 0) AND b.by_value IS NOT DISTINCT FROM f.by_value),
 i AS (
  SELECT called.product_category, items.by_value,
    COUNT(DISTINCT CASE WHEN items.kind = 'order' THEN items.order_key END) AS orders,
    CAST(COALESCE(SUM(items.quantity) FILTER (WHERE items.kind = 'order'), 0) AS DOUBLE) AS quantity,
    CAST(COALESCE(SUM(items.amount) FILTER (WHERE items.kind = 'order' AND items.currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS revenue,
    CAST(COALESCE(SUM(items.amount) FILTER (WHERE items.kind = 'refund' AND items.currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS refunded,
    CAST(COALESCE(SUM(items.amount) FILTER (WHERE items.kind = 'cancel' AND items.currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS cancelled
  FROM items LEFT JOIN called ON called.product_id = items.product_id
  GROUP BY called.product_category, items.by_value),
 n AS (
  SELECT called.product_category, q.by_value, COUNT(*) AS products
  FROM (SELECT product_id, by_value FROM e UNION SELECT product_id, by_value FROM items) AS q
  LEFT JOIN called ON called.product_id = q.product_id
  GROUP BY called.product_category, q.by_value)
SELECT n.product_category AS category, n.by_value, n.products,
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
FROM n
LEFT JOIN s ON s.product_category IS NOT DISTINCT FROM n.product_category AND s.by_value IS NOT DISTINCT FROM n.by_value
LEFT JOIN i ON i.product_category IS NOT DISTINCT FROM n.product_category AND i.by_value IS NOT DISTINCT FROM n.by_value
