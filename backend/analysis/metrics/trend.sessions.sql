-- A visitor is counted at the first of its sessions in a bucket: the one whose visit before began in another. Where a zone changed its
-- clocks at odd minutes (a grain of 1) a bucket may have a gap, so that visitors are told apart one by one.
WITH s AS (
  SELECT start_ts - start_ts % CAST(:grain AS BIGINT) AS bin,
    CASE WHEN prev_start >= CAST(:from AS BIGINT) THEN prev_start - prev_start % CAST(:grain AS BIGINT) END AS prev_bin,
    visitor, events, has_order
  FROM touches),
 l AS (
  SELECT bin, substr(CAST(date_trunc(:unit, local_ts(bin, :tz)) AS STRING), 1, 16) AS label
  FROM (SELECT DISTINCT bin FROM s) AS d),
 n AS (SELECT label, ROW_NUMBER() OVER (ORDER BY label ASC NULLS LAST) AS place FROM (SELECT DISTINCT label FROM l) AS d),
 p AS (SELECT l.bin, n.place FROM l JOIN n ON n.label = l.label),
 g AS (
  SELECT p.place,
    COUNT(*) AS sessions,
    COUNT(*) FILTER (WHERE s.events = 1) AS bounced,
    COUNT(*) FILTER (WHERE q.place IS NULL OR q.place <> p.place) AS visitors,
    COUNT(*) FILTER (WHERE s.has_order) AS sessions_with_order
  FROM s JOIN p ON p.bin = s.bin LEFT JOIN p AS q ON q.bin = s.prev_bin
  WHERE CAST(:grain AS BIGINT) > 1
  GROUP BY p.place
  UNION ALL
  SELECT p.place, COUNT(*), COUNT(*) FILTER (WHERE s.events = 1), COUNT(DISTINCT s.visitor), COUNT(*) FILTER (WHERE s.has_order)
  FROM s JOIN p ON p.bin = s.bin
  WHERE CAST(:grain AS BIGINT) = 1
  GROUP BY p.place)
SELECT n.label, g.sessions, g.bounced, g.visitors, g.sessions_with_order
FROM g JOIN n ON n.place = g.place
ORDER BY n.label ASC NULLS LAST
