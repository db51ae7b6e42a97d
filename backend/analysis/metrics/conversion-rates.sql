SELECT
  COUNT(*) AS sessions,
  COUNT(*) FILTER (WHERE distinct_pages > 1) AS multi_page,
  COUNT(*) FILTER (WHERE repeats_page) AS page_repeat,
  (SELECT COUNT(*) FROM (SELECT visitor FROM ses GROUP BY visitor) AS v) AS visitors,
  (SELECT COUNT(*) FROM (SELECT visitor FROM ses GROUP BY visitor HAVING COUNT(*) > 1) AS v) AS returned
FROM ses
