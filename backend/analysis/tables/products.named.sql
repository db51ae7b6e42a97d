SELECT product_id, product_name AS name
FROM (
  SELECT product_id, product_name,
    ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY ts DESC NULLS LAST, event_id DESC NULLS LAST, source DESC NULLS LAST) AS newest
  FROM ev
  WHERE product_name IS NOT NULL AND product_id IN (SELECT product_id FROM shown)) AS n
WHERE newest = 1
