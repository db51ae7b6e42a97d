WITH b AS (
  SELECT start_ts - start_ts % CAST(:grain AS BIGINT) AS bin, by_value, visitor, is_new FROM touches),
 p AS (
  SELECT d.bin, c.place
  FROM (SELECT DISTINCT bin FROM b) AS d JOIN calendar c ON d.bin >= c.start_ts AND d.bin < c.end_ts),
 v AS (
  SELECT p.place, b.by_value, b.visitor, COUNT(*) AS sessions,
    MAX(CASE WHEN b.is_new THEN 1 ELSE 0 END) AS newly, MAX(CASE WHEN b.is_new THEN 0 ELSE 1 END) AS again
  FROM b JOIN p ON p.bin = b.bin
  GROUP BY p.place, b.by_value, b.visitor),
 g AS (
  SELECT place, by_value,
    COUNT(*) AS visitors,
    CAST(SUM(newly) AS BIGINT) AS new_visitors,
    CAST(SUM(again) AS BIGINT) AS returning_visitors,
    CAST(SUM(sessions) AS BIGINT) AS sessions
  FROM v GROUP BY place, by_value)
SELECT c.label AS start, g.by_value,
  COALESCE(g.visitors, 0) AS visitors,
  COALESCE(g.new_visitors, 0) AS new_visitors,
  COALESCE(g.returning_visitors, 0) AS returning_visitors,
  COALESCE(g.sessions, 0) AS sessions
FROM calendar c LEFT JOIN g ON g.place = c.place
