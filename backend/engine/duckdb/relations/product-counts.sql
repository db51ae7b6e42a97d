-- Whole UTC days as they are kept; where from or to cuts one, its part from the events.
SELECT product_id, CAST(sum(events) AS BIGINT) AS events, CAST(sum(viewed) AS BIGINT) AS viewed, CAST(sum(added) AS BIGINT) AS added,
	CAST(sum(bought) AS BIGINT) AS bought, CAST(NULL AS VARCHAR) AS by_value
FROM (
	SELECT product_id, events, viewed, added, bought FROM kept_product_days WHERE day >= $first_day AND day < $end_day
	UNION ALL
	SELECT
		product_id, 1, CASE WHEN action = 'product_viewed' THEN 1 ELSE 0 END, CASE WHEN action = 'product_added' THEN 1 ELSE 0 END,
		CASE WHEN action = 'order_completed' THEN 1 ELSE 0 END
	FROM day_ends
	WHERE product_id IS NOT NULL
)
GROUP BY product_id
