WITH l AS (SELECT ts, ts - ts % CAST(:grain AS BIGINT) AS bin, by_value, order_key, currency, amount FROM order_lines WHERE kind = 'order'),
 o AS (
  SELECT order_key, by_value, MIN(bin) AS bin, MIN(CASE WHEN currency IS NOT DISTINCT FROM CAST(:currency AS STRING) THEN bin END) AS paid_bin
  FROM l GROUP BY order_key, by_value),
 s AS (SELECT start_ts - start_ts % CAST(:grain AS BIGINT) AS bin, by_value, has_order FROM ses),
 p AS (
  SELECT d.bin, c.place
  FROM (SELECT bin FROM l UNION SELECT bin FROM s) AS d JOIN calendar c ON d.bin >= c.start_ts AND d.bin < c.end_ts),
 counted AS (
  SELECT p.place, o.by_value, COUNT(*) AS orders FROM o JOIN p ON p.bin = o.bin GROUP BY p.place, o.by_value),
 paid AS (
  SELECT p.place, o.by_value, COUNT(*) AS orders FROM o JOIN p ON p.bin = o.paid_bin GROUP BY p.place, o.by_value),
 money AS (
  SELECT p.place, l.by_value, CAST(COALESCE(SUM(l.amount) FILTER (WHERE l.currency IS NOT DISTINCT FROM CAST(:currency AS STRING)), 0) AS DOUBLE) AS revenue
  FROM l JOIN p ON p.bin = l.bin GROUP BY p.place, l.by_value),
 started AS (
  SELECT p.place, s.by_value, COUNT(*) AS sessions, COUNT(*) FILTER (WHERE s.has_order) AS sessions_with_order
  FROM s JOIN p ON p.bin = s.bin GROUP BY p.place, s.by_value),
 k AS (SELECT place, by_value FROM money UNION SELECT place, by_value FROM started)
SELECT c.label AS start, k.by_value,
  COALESCE(counted.orders, 0) AS orders,
  COALESCE(money.revenue, 0) AS revenue,
  ratio(money.revenue, paid.orders) AS aov,
  COALESCE(started.sessions, 0) AS sessions,
  COALESCE(started.sessions_with_order, 0) AS sessions_with_order,
  ratio(started.sessions_with_order, started.sessions) AS conversion
FROM calendar c
LEFT JOIN k ON k.place = c.place
LEFT JOIN counted ON counted.place = k.place AND counted.by_value IS NOT DISTINCT FROM k.by_value
LEFT JOIN paid ON paid.place = k.place AND paid.by_value IS NOT DISTINCT FROM k.by_value
LEFT JOIN money ON money.place = k.place AND money.by_value IS NOT DISTINCT FROM k.by_value
LEFT JOIN started ON started.place = k.place AND started.by_value IS NOT DISTINCT FROM k.by_value
