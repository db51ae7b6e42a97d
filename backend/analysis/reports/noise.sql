SELECT reason, by_value,
  COUNT(*) AS events,
  COUNT(DISTINCT source) AS sources,
  MIN(ts) AS first_ts,
  MAX(ts) AS last_ts
FROM noise_ev
GROUP BY reason, by_value
