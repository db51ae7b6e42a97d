-- The time in which all events to read lie, so that the scan skips what is older or newer.
SELECT least(min(lo), min(start_ts)) AS lo, greatest(max(hi), max(end_ts)) AS hi
FROM (
	SELECT min(ts) AS lo, max(ts) AS hi, NULL AS start_ts, NULL AS end_ts FROM touches
	UNION ALL
	SELECT NULL, NULL, min(start_ts), max(end_ts) FROM affected
)
