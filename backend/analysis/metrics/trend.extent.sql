SELECT MIN(first_ts) AS first_ts, MAX(last_ts) AS last_ts FROM tallies
