SELECT local_hour(ts, $tz) AS hour, count(*) AS events FROM visible GROUP BY hour ORDER BY hour
