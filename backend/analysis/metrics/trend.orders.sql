WITH o AS (SELECT ts - ts % CAST(:grain AS BIGINT) AS bin, order_key FROM order_lines WHERE kind = 'order'),
 l AS (
  SELECT bin, substr(CAST(date_trunc(:unit, local_ts(bin, :tz)) AS STRING), 1, 16) AS label
  FROM (SELECT DISTINCT bin FROM o) AS d)
SELECT l.label, COUNT(DISTINCT o.order_key) AS orders
FROM o JOIN l ON l.bin = o.bin
GROUP BY l.label
ORDER BY l.label ASC NULLS LAST
