SELECT
  COUNT(*) AS sessions,
  COUNT(*) FILTER (WHERE events = 1) AS bounced,
  COALESCE(CAST(SUM(end_ts - start_ts) AS BIGINT), 0) AS duration_ms,
  COALESCE(CAST(SUM(events) AS BIGINT), 0) AS events,
  COALESCE(CAST(SUM(page_events) AS BIGINT), 0) AS page_events
FROM ses
