WITH o AS (SELECT DISTINCT order_key, product_id, by_value FROM items WHERE kind = 'order'),
 -- Orders and products are numbered: joining and grouping pairs by texts costs several times as much.
 b AS (
  SELECT product_id, by_value, COUNT(*) AS orders, ROW_NUMBER() OVER (ORDER BY product_id ASC NULLS LAST, by_value ASC NULLS LAST) AS product
  FROM o GROUP BY product_id, by_value),
 k AS (
  SELECT order_key, by_value, products, ROW_NUMBER() OVER (ORDER BY order_key ASC NULLS LAST, by_value ASC NULLS LAST) AS basket
  FROM (SELECT order_key, by_value, COUNT(*) AS products FROM o GROUP BY order_key, by_value) AS d),
 n AS (SELECT by_value, COUNT(*) AS orders FROM k GROUP BY by_value),
 l AS (
  SELECT k.basket, b.product
  FROM o
  JOIN k ON k.order_key = o.order_key AND k.by_value IS NOT DISTINCT FROM o.by_value
  JOIN b ON b.product_id = o.product_id AND b.by_value IS NOT DISTINCT FROM o.by_value
  -- Pairs grow with the square: 5,000 events of one order made 12 million of them.
  WHERE k.products <= 1000),
 p AS (
  SELECT x.product AS a, y.product AS b, COUNT(*) AS orders
  FROM l AS x JOIN l AS y ON y.basket = x.basket AND x.product < y.product
  GROUP BY x.product, y.product)
SELECT ba.product_id AS product_a, bb.product_id AS product_b, ba.by_value, p.orders,
  ratio(p.orders, n.orders) AS support,
  ratio(p.orders, ba.orders) AS a_then_b,
  ratio(p.orders, bb.orders) AS b_then_a,
  ratio(CAST(p.orders AS DOUBLE) * n.orders, CAST(ba.orders AS DOUBLE) * bb.orders) AS lift
FROM p
JOIN b AS ba ON ba.product = p.a
JOIN b AS bb ON bb.product = p.b
JOIN n ON n.by_value IS NOT DISTINCT FROM ba.by_value
