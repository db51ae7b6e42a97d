WITH b AS (
  SELECT bin, CAST(SUM(events) AS BIGINT) AS events FROM bins WHERE CAST(:grain AS BIGINT) > 1 GROUP BY bin
  UNION ALL
  SELECT ts, COUNT(*) FROM ev WHERE CAST(:grain AS BIGINT) = 1 GROUP BY ts)
SELECT local_hour(bin, :tz) AS hour, CAST(SUM(events) AS BIGINT) AS events
FROM b
GROUP BY local_hour(bin, :tz)
ORDER BY hour ASC NULLS LAST
