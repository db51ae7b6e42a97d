CREATE OR REPLACE TEMP TABLE counts_gathered AS
WITH touched AS (SELECT DISTINCT window_start FROM minute_counts_added)
SELECT window_start, page, event_type, CAST(sum(n) AS BIGINT) AS n, max(updated_at) AS updated_at
FROM (
	FROM minute_counts_added
	UNION ALL
	FROM minute_counts WHERE window_start IN (FROM touched)
)
GROUP BY window_start, page, event_type
