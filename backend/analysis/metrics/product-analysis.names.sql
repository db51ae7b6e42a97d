-- The newest name by (ts, event_id, source): the time first, as a plain maximum, so that only its ties are ordered.
WITH top AS (
  SELECT product_id FROM product_counts ORDER BY events DESC NULLS LAST, product_id ASC NULLS LAST LIMIT 20),
 named AS (
  SELECT product_id, product_name, ts, event_id, source FROM told_names
  WHERE product_name IS NOT NULL AND product_id IN (SELECT product_id FROM top)),
 newest AS (SELECT product_id, MAX(ts) AS ts FROM named GROUP BY product_id),
 ties AS (
  SELECT named.product_id, named.product_name,
    ROW_NUMBER() OVER (PARTITION BY named.product_id ORDER BY named.event_id DESC NULLS LAST, named.source DESC NULLS LAST) AS place
  FROM named JOIN newest ON newest.product_id = named.product_id AND newest.ts = named.ts)
SELECT product_id, product_name AS name FROM ties WHERE place = 1 ORDER BY product_id ASC NULLS LAST
