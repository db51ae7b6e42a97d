-- Reads `kept` (the days' rows of before) and `day_events`; of each day and product the newest event that tells a name, and the newest
-- that tells a category, with all of the same millisecond. Who asks for the newest of several days orders these.
WITH told AS (
	FROM kept
	UNION ALL
	SELECT day, product_id, product_name, product_category, ts, event_id, source
	FROM day_events
	WHERE product_id IS NOT NULL AND (product_name IS NOT NULL OR product_category IS NOT NULL)
),
newest AS (
	SELECT
		day, product_id, max(ts) FILTER (WHERE product_name IS NOT NULL) AS name_ts, max(ts) FILTER (WHERE product_category IS NOT NULL) AS category_ts
	FROM told
	GROUP BY day, product_id
)
SELECT t.*
FROM told t JOIN newest n ON n.day = t.day AND n.product_id = t.product_id
WHERE (t.ts = n.name_ts AND t.product_name IS NOT NULL) OR (t.ts = n.category_ts AND t.product_category IS NOT NULL)
