WITH v AS (SELECT visitor, COUNT(*) AS sessions FROM ses GROUP BY visitor),
 s AS (
  SELECT COUNT(*) AS sessions, COUNT(*) FILTER (WHERE distinct_pages > 1) AS multi_page, COUNT(*) FILTER (WHERE repeats_page) AS page_repeat
  FROM ses),
 r AS (SELECT COUNT(*) AS visitors, COUNT(*) FILTER (WHERE sessions > 1) AS returned FROM v)
SELECT s.sessions, s.multi_page, s.page_repeat, r.visitors, r.returned
FROM s CROSS JOIN r
