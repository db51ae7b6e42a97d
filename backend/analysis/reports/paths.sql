-- The pages told are found level by level and numbered, so that flows are grouped by small numbers and not by four texts.
WITH p AS (
  SELECT by_value, pages,
    CASE
      WHEN CAST(:page AS STRING) IS NOT NULL THEN place_of(pages, CAST(:page AS STRING))
      WHEN :direction = 'after' THEN 1
      ELSE size_of(pages)
    END AS place,
    CASE WHEN :direction = 'after' THEN 1 ELSE -1 END AS stride
  FROM paths),
 w AS (
  SELECT by_value, nth(pages, place) AS p0, nth(pages, place + stride) AS p1, nth(pages, place + 2 * stride) AS p2,
    nth(pages, place + 3 * stride) AS p3
  FROM p WHERE place IS NOT NULL),
 seen AS (
  SELECT 0 AS level, p0 AS page, COUNT(*) AS sessions FROM w GROUP BY p0
  UNION ALL SELECT 1, p1, COUNT(*) FROM w WHERE p1 IS NOT NULL GROUP BY p1
  UNION ALL SELECT 2, p2, COUNT(*) FROM w WHERE p2 IS NOT NULL GROUP BY p2
  UNION ALL SELECT 3, p3, COUNT(*) FROM w WHERE p3 IS NOT NULL GROUP BY p3),
 top AS (
  SELECT level, page, place
  FROM (SELECT level, page, ROW_NUMBER() OVER (PARTITION BY level ORDER BY sessions DESC NULLS LAST, page ASC NULLS LAST) AS place FROM seen) AS ranked
  WHERE place <= 12),
 -- 0: the session ended; 1 to 12: a page told; 13: another one.
 f AS (
  SELECT w.by_value,
    COALESCE(t0.place, 13) AS c0,
    CASE WHEN w.p1 IS NULL THEN 0 ELSE COALESCE(t1.place, 13) END AS c1,
    CASE WHEN w.p2 IS NULL THEN 0 ELSE COALESCE(t2.place, 13) END AS c2,
    CASE WHEN w.p3 IS NULL THEN 0 ELSE COALESCE(t3.place, 13) END AS c3
  FROM w
  LEFT JOIN top AS t0 ON t0.level = 0 AND t0.page = w.p0
  LEFT JOIN top AS t1 ON t1.level = 1 AND t1.page = w.p1
  LEFT JOIN top AS t2 ON t2.level = 2 AND t2.page = w.p2
  LEFT JOIN top AS t3 ON t3.level = 3 AND t3.page = w.p3),
 counted AS (SELECT by_value, c0, c1, c2, c3, COUNT(*) AS sessions FROM f GROUP BY by_value, c0, c1, c2, c3),
 flows AS (
  SELECT 1 AS step, c0 AS from_code, c1 AS to_code, by_value, sessions FROM counted
  UNION ALL SELECT 2, c1, c2, by_value, sessions FROM counted WHERE c1 > 0
  UNION ALL SELECT 3, c2, c3, by_value, sessions FROM counted WHERE c2 > 0),
 g AS (
  SELECT step, from_code, to_code, by_value, CAST(SUM(sessions) AS BIGINT) AS sessions
  FROM flows GROUP BY step, from_code, to_code, by_value),
 a AS (SELECT by_value, CAST(SUM(sessions) AS BIGINT) AS sessions FROM counted GROUP BY by_value),
 n AS (SELECT step, from_code, by_value, CAST(SUM(sessions) AS BIGINT) AS sessions FROM flows GROUP BY step, from_code, by_value)
SELECT g.step,
  CASE WHEN g.from_code > 12 THEN 'other' ELSE 'page' END AS from_kind, s.page AS from_page,
  CASE WHEN g.to_code > 12 THEN 'other' WHEN g.to_code = 0 THEN 'end' ELSE 'page' END AS to_kind, d.page AS to_page,
  g.by_value, g.sessions,
  ratio(g.sessions, a.sessions) AS share,
  ratio(g.sessions, n.sessions) AS share_of_from
FROM g
JOIN a ON a.by_value IS NOT DISTINCT FROM g.by_value
JOIN n ON n.step = g.step AND n.from_code = g.from_code AND n.by_value IS NOT DISTINCT FROM g.by_value
LEFT JOIN top AS s ON s.level = g.step - 1 AND s.place = g.from_code
LEFT JOIN top AS d ON d.level = g.step AND d.place = g.to_code
