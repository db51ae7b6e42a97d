-- Of each product at least the newest event of the range that tells its name, and the newest that tells its category.
SELECT product_id, product_name, product_category, ts, event_id, source FROM told_names
UNION ALL
SELECT product_id, product_name, product_category, ts, event_id, source FROM items
WHERE product_name IS NOT NULL OR product_category IS NOT NULL
