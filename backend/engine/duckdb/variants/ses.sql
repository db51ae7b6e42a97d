SELECT * FROM run_sessions WHERE start_ts >= $from AND start_ts < $to
