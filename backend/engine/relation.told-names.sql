SELECT product_id, product_name, product_category, ts, event_id, source FROM ev
WHERE product_id IS NOT NULL AND (product_name IS NOT NULL OR product_category IS NOT NULL)
