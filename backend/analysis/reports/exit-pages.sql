WITH x AS (
  SELECT exit_page AS page, by_value, COUNT(*) AS exits
  FROM ses
  WHERE exit_page IS NOT NULL
  GROUP BY exit_page, by_value),
 w AS (
  SELECT page, by_value, CAST(SUM(views) AS BIGINT) AS views, COUNT(*) AS sessions
  FROM ses_pages
  GROUP BY page, by_value)
SELECT w.page, w.by_value,
  COALESCE(x.exits, 0) AS exits,
  w.sessions,
  w.views,
  ratio(COALESCE(x.exits, 0), w.sessions) AS exit_rate
FROM w LEFT JOIN x ON x.page = w.page AND x.by_value IS NOT DISTINCT FROM w.by_value
