WITH o AS (SELECT ts - ts % CAST(:grain AS BIGINT) AS bin, currency, order_key, amount FROM order_lines WHERE kind = 'order'),
 top AS (
  SELECT COALESCE(currency, '') AS currency
  FROM o GROUP BY COALESCE(currency, '')
  ORDER BY COUNT(DISTINCT order_key) DESC NULLS LAST, COALESCE(currency, '') ASC NULLS LAST
  LIMIT 12),
 l AS (
  SELECT bin, substr(CAST(date_trunc(:unit, local_ts(bin, :tz)) AS STRING), 1, 16) AS label
  FROM (SELECT DISTINCT bin FROM o) AS d)
SELECT l.label, top.currency, CAST(SUM(o.amount) AS DOUBLE) AS revenue
FROM o JOIN l ON l.bin = o.bin JOIN top ON top.currency = COALESCE(o.currency, '')
GROUP BY l.label, top.currency
ORDER BY l.label ASC NULLS LAST, top.currency ASC NULLS LAST
