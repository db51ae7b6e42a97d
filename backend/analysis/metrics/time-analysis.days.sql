WITH b AS (
  SELECT bin, CAST(SUM(events) AS BIGINT) AS events FROM bins WHERE CAST(:grain AS BIGINT) > 1 GROUP BY bin
  UNION ALL
  SELECT ts, COUNT(*) FROM ev WHERE CAST(:grain AS BIGINT) = 1 GROUP BY ts)
SELECT local_day(bin, :tz) AS day, CAST(SUM(events) AS BIGINT) AS events
FROM b
GROUP BY local_day(bin, :tz)
ORDER BY day ASC NULLS LAST
