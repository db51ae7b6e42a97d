WITH p AS (
  SELECT product_id,
    COUNT(*) AS events,
    COUNT(*) FILTER (WHERE action = 'product_viewed') AS viewed,
    COUNT(*) FILTER (WHERE action = 'product_added') AS added,
    COUNT(*) FILTER (WHERE action = 'order_completed') AS bought
  FROM ev WHERE product_id IS NOT NULL
  GROUP BY product_id)
SELECT product_id, events, viewed, added, bought, COUNT(*) OVER () AS products
FROM p
ORDER BY events DESC NULLS LAST, product_id ASC NULLS LAST
LIMIT 20
