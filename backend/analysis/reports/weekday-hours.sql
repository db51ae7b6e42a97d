-- All three counts by the instants' grain first, so that local time is computed once for each.
WITH o AS (SELECT by_value, MIN(ts) AS ts FROM order_lines WHERE kind = 'order' GROUP BY order_key, by_value),
 n AS (
  SELECT bin, by_value, events, 0 AS sessions, 0 AS orders FROM bins WHERE CAST(:grain AS BIGINT) > 1
  UNION ALL
  SELECT ts, by_value, 1, 0, 0 FROM ev WHERE CAST(:grain AS BIGINT) = 1
  UNION ALL
  SELECT start_ts - start_ts % CAST(:grain AS BIGINT), by_value, 0, 1, 0 FROM ses
  UNION ALL
  SELECT ts - ts % CAST(:grain AS BIGINT), by_value, 0, 0, 1 FROM o),
 i AS (
  SELECT bin, by_value, CAST(SUM(events) AS BIGINT) AS events, CAST(SUM(sessions) AS BIGINT) AS sessions, CAST(SUM(orders) AS BIGINT) AS orders
  FROM n GROUP BY bin, by_value),
 l AS (
  SELECT days_between(local_week(bin, :tz), local_day(bin, :tz)) + 1 AS day, local_hour(bin, :tz) AS hour, by_value, events, sessions, orders
  FROM i),
 g AS (
  SELECT day, hour, by_value, CAST(SUM(events) AS BIGINT) AS events, CAST(SUM(sessions) AS BIGINT) AS sessions, CAST(SUM(orders) AS BIGINT) AS orders
  FROM l GROUP BY day, hour, by_value),
 t AS (SELECT v.n FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) AS v(n)),
 c AS (
  SELECT w.n + 1 AS day, h.n + 12 * k.n AS hour
  FROM t AS w CROSS JOIN t AS h CROSS JOIN t AS k
  WHERE w.n < 7 AND k.n < 2)
SELECT c.day AS day_of_week, c.hour, g.by_value,
  COALESCE(g.events, 0) AS events,
  COALESCE(g.sessions, 0) AS sessions,
  COALESCE(g.orders, 0) AS orders
FROM c LEFT JOIN g ON g.day = c.day AND g.hour = c.hour
