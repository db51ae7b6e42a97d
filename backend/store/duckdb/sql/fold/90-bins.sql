INSERT INTO kept_bins
SELECT bin, event_type, action, hidden, CAST(sum(n) AS BIGINT)
FROM (
	SELECT ts - ((ts % 900000) + 900000) % 900000 AS bin, event_type, action, hidden, 1 AS n FROM events WHERE seq > $folded AND seq <= $upto
	UNION ALL
	SELECT ts - ((ts % 900000) + 900000) % 900000, event_type, action, hidden, n FROM kept_changes
)
GROUP BY ALL
HAVING sum(n) <> 0
