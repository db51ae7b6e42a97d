WITH top AS (
  SELECT product_id, COUNT(*) AS events
  FROM ev WHERE product_id IS NOT NULL
  GROUP BY product_id
  ORDER BY events DESC NULLS LAST, product_id ASC NULLS LAST
  LIMIT 20),
 named AS (
  SELECT product_id, product_name,
    ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY ts DESC NULLS LAST, event_id DESC NULLS LAST, source DESC NULLS LAST) AS newest
  FROM ev
  WHERE product_name IS NOT NULL AND product_id IN (SELECT product_id FROM top))
SELECT product_id, product_name AS name FROM named WHERE newest = 1 ORDER BY product_id ASC NULLS LAST
