SELECT product_id, product_name, product_category, ts, event_id, source FROM kept_told_days WHERE day >= $first_day AND day < $end_day
UNION ALL
SELECT product_id, product_name, product_category, ts, event_id, source FROM day_ends
WHERE product_id IS NOT NULL AND (product_name IS NOT NULL OR product_category IS NOT NULL)
