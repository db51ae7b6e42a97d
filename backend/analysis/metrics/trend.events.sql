WITH b AS (
  SELECT bin, CAST(SUM(events) AS BIGINT) AS events FROM bins WHERE CAST(:grain AS BIGINT) > 1 GROUP BY bin
  UNION ALL
  SELECT ts, COUNT(*) FROM ev WHERE CAST(:grain AS BIGINT) = 1 GROUP BY ts),
 l AS (SELECT substr(CAST(date_trunc(:unit, local_ts(bin, :tz)) AS STRING), 1, 16) AS label, events FROM b)
SELECT label, CAST(SUM(events) AS BIGINT) AS events FROM l GROUP BY label ORDER BY label ASC NULLS LAST
