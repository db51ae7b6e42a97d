SELECT local_day(ts, $tz) AS day, count(*) AS events FROM visible GROUP BY day ORDER BY day
