-- Periods are counted as places in the calendar, so that a day which the clocks left out is none.
WITH b AS (
  SELECT start_ts - start_ts % CAST(:grain AS BIGINT) AS bin, by_value, visitor, is_new
  FROM touches
  WHERE first_start >= CAST(:from AS BIGINT)),
 p AS (
  SELECT d.bin, c.place
  FROM (SELECT DISTINCT bin FROM b) AS d JOIN calendar c ON d.bin >= c.start_ts AND d.bin < c.end_ts),
 f AS (SELECT b.visitor, b.by_value, p.place FROM b JOIN p ON p.bin = b.bin WHERE b.is_new),
 v AS (SELECT DISTINCT b.visitor, p.place FROM b JOIN p ON p.bin = b.bin),
 z AS (SELECT place, by_value, COUNT(*) AS visitors FROM f GROUP BY place, by_value),
 r AS (
  SELECT f.place, f.by_value, v.place - f.place AS period, COUNT(*) AS returned
  FROM f JOIN v ON v.visitor = f.visitor
  WHERE v.place - f.place <= 30
  GROUP BY f.place, f.by_value, v.place - f.place)
SELECT c.label AS cohort, z.by_value, d.place - c.place AS period, z.visitors,
  COALESCE(r.returned, 0) AS returned,
  CASE WHEN d.end_ts <= LEAST(CAST(:to AS BIGINT), CAST(:data_through AS BIGINT)) THEN ratio(COALESCE(r.returned, 0), z.visitors) END AS share
FROM z
  JOIN calendar c ON c.place = z.place
  JOIN calendar d ON d.place >= c.place AND d.place <= c.place + 30 AND d.start_ts <= CAST(:data_through AS BIGINT)
  LEFT JOIN r ON r.place = z.place AND r.period = d.place - c.place AND r.by_value IS NOT DISTINCT FROM z.by_value
