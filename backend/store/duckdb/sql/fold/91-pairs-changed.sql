CREATE OR REPLACE TEMP TABLE pairs_changed AS
SELECT visitor, user_id, CAST(sum(n) AS BIGINT) AS n
FROM (
	SELECT visitor, user_id, 1 AS n FROM events WHERE seq > $folded AND seq <= $upto AND NOT hidden AND user_id IS NOT NULL
	UNION ALL
	SELECT visitor, user_id, n FROM kept_changes WHERE NOT hidden AND user_id IS NOT NULL
)
GROUP BY ALL
HAVING sum(n) <> 0
