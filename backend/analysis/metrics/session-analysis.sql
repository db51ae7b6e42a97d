SELECT
  COUNT(*) AS sessions,
  COUNT(*) FILTER (WHERE events > 1) AS multi_event,
  COALESCE(CAST(SUM(end_ts - start_ts) AS BIGINT), 0) AS duration_ms,
  COALESCE(CAST(SUM(page_events) AS BIGINT), 0) AS page_events,
  COALESCE(CAST(SUM(events) AS BIGINT), 0) AS events,
  MEDIAN(end_ts - start_ts) AS median_ms,
  MAX(end_ts - start_ts) AS max_ms,
  MEDIAN(events) AS median_events,
  MAX(events) AS max_events
FROM ses
