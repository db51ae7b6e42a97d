SELECT left(CAST(date_trunc($unit, local_ts(ts, $tz)) AS VARCHAR), 16) AS label, count(DISTINCT order_key) AS orders
FROM order_lines
WHERE kind = 'order'
GROUP BY label
ORDER BY label
