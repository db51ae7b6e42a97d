-- A visitor is counted at the first of its sessions in a bucket, as returning at the first that is not its first ever: the one whose
-- visit before began before the bucket, or was the first ever.
WITH b AS (
  SELECT start_ts - start_ts % CAST(:grain AS BIGINT) AS bin, visit, prev_start FROM touches),
 p AS (
  SELECT d.bin, c.place, GREATEST(c.start_ts, CAST(:from AS BIGINT)) AS since
  FROM (SELECT DISTINCT bin FROM b) AS d JOIN calendar c ON d.bin >= c.start_ts AND d.bin < c.end_ts),
 g AS (
  SELECT p.place,
    COUNT(*) FILTER (WHERE b.visit = 1 OR b.prev_start < p.since) AS visitors,
    COUNT(*) FILTER (WHERE b.visit = 1) AS new_visitors,
    COUNT(*) FILTER (WHERE b.visit = 2 OR b.prev_start < p.since) AS returning_visitors,
    COUNT(*) AS sessions
  FROM b JOIN p ON p.bin = b.bin
  GROUP BY p.place)
SELECT c.label AS start, CAST(NULL AS STRING) AS by_value,
  COALESCE(g.visitors, 0) AS visitors,
  COALESCE(g.new_visitors, 0) AS new_visitors,
  COALESCE(g.returning_visitors, 0) AS returning_visitors,
  COALESCE(g.sessions, 0) AS sessions
FROM calendar c LEFT JOIN g ON g.place = c.place
