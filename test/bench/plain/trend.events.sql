SELECT left(CAST(date_trunc($unit, local_ts(ts, $tz)) AS VARCHAR), 16) AS label, count(*) AS events
FROM visible
GROUP BY label
ORDER BY label
