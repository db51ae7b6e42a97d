WITH s AS (SELECT start_ts - start_ts % CAST(:grain AS BIGINT) AS bin, visitor, events, has_order FROM ses),
 l AS (
  SELECT bin, substr(CAST(date_trunc(:unit, local_ts(bin, :tz)) AS STRING), 1, 16) AS label
  FROM (SELECT DISTINCT bin FROM s) AS d)
SELECT l.label,
  COUNT(*) AS sessions,
  COUNT(*) FILTER (WHERE s.events = 1) AS bounced,
  COUNT(DISTINCT s.visitor) AS visitors,
  COUNT(*) FILTER (WHERE s.has_order) AS sessions_with_order
FROM s JOIN l ON l.bin = s.bin
GROUP BY l.label
ORDER BY l.label ASC NULLS LAST
