SELECT entry_page AS page, by_value,
  COUNT(*) AS sessions,
  COUNT(*) FILTER (WHERE events = 1) AS bounces,
  ratio(COUNT(*) FILTER (WHERE events = 1), COUNT(*)) AS bounce_rate,
  COUNT(*) FILTER (WHERE has_order) AS sessions_with_order,
  ratio(COUNT(*) FILTER (WHERE has_order), COUNT(*)) AS conversion
FROM ses
WHERE entry_page IS NOT NULL
GROUP BY entry_page, by_value
