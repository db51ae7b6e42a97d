-- Reads `kept` (the days' rows of before) and `day_events`.
SELECT day, product_id, CAST(sum(events) AS BIGINT) AS events, CAST(sum(viewed) AS BIGINT) AS viewed, CAST(sum(added) AS BIGINT) AS added,
	CAST(sum(bought) AS BIGINT) AS bought
FROM (
	FROM kept
	UNION ALL
	SELECT
		day, product_id, count(*) AS events,
		count(*) FILTER (WHERE action = 'product_viewed') AS viewed,
		count(*) FILTER (WHERE action = 'product_added') AS added,
		count(*) FILTER (WHERE action = 'order_completed') AS bought
	FROM day_events
	WHERE product_id IS NOT NULL
	GROUP BY day, product_id
)
GROUP BY day, product_id
