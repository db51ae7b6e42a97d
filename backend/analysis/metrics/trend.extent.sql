SELECT MIN(ts) AS first_ts, MAX(ts) AS last_ts FROM ev
