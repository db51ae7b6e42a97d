-- The newest name and category that a product was sent with in the range, by (ts, event_id, source): the time first, as a plain
-- maximum, so that only its ties are ordered.
WITH newest AS (
  SELECT product_id,
    MAX(CASE WHEN product_name IS NOT NULL THEN ts END) AS name_ts,
    MAX(CASE WHEN product_category IS NOT NULL THEN ts END) AS category_ts
  FROM told GROUP BY product_id),
 name_ties AS (
  SELECT t.product_id, t.product_name,
    ROW_NUMBER() OVER (PARTITION BY t.product_id
      ORDER BY t.event_id DESC NULLS LAST, t.source DESC NULLS LAST, t.product_name DESC NULLS LAST) AS place
  FROM told t JOIN newest n ON n.product_id = t.product_id AND n.name_ts = t.ts
  WHERE t.product_name IS NOT NULL),
 category_ties AS (
  SELECT t.product_id, t.product_category,
    ROW_NUMBER() OVER (PARTITION BY t.product_id
      ORDER BY t.event_id DESC NULLS LAST, t.source DESC NULLS LAST, t.product_category DESC NULLS LAST) AS place
  FROM told t JOIN newest n ON n.product_id = t.product_id AND n.category_ts = t.ts
  WHERE t.product_category IS NOT NULL),
 called AS (
  SELECT n.product_id, a.product_name, c.product_category
  FROM newest n
  LEFT JOIN name_ties a ON a.product_id = n.product_id AND a.place = 1
  LEFT JOIN category_ties c ON c.product_id = n.product_id AND c.place = 1)
