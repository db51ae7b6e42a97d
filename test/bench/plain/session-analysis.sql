SELECT
	count(*) AS sessions,
	count(*) FILTER (WHERE events > 1) AS multi_event,
	CAST(sum(end_ts - start_ts) AS BIGINT) AS duration_ms,
	CAST(sum(page_events) AS BIGINT) AS page_events,
	CAST(sum(events) AS BIGINT) AS events,
	median(end_ts - start_ts) AS median_ms,
	max(end_ts - start_ts) AS max_ms,
	median(events) AS median_events,
	max(events) AS max_events
FROM sessions
