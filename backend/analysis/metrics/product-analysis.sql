SELECT product_id, events, viewed, added, bought, COUNT(*) OVER () AS products
FROM product_counts
ORDER BY events DESC NULLS LAST, product_id ASC NULLS LAST
LIMIT 20
