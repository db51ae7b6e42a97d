-- Per visitor, runs of touches without a client's session id that lie within 30 minutes of each other.
CREATE OR REPLACE TEMP TABLE touched_spans AS
SELECT visitor, min(ts) AS lo, max(ts) AS hi
FROM (
	SELECT visitor, ts, max(CASE WHEN starts THEN ts END) OVER (PARTITION BY visitor ORDER BY ts RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS span
	FROM (
		SELECT visitor, ts, coalesce(ts - lag(ts) OVER (PARTITION BY visitor ORDER BY ts) > 1800000, true) AS starts
		FROM touches WHERE session_id IS NULL
	)
)
GROUP BY visitor, span
