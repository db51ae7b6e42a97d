SELECT session_no, visitor, user_id, event_type, events, first_ts, last_ts, leads, CAST(NULL AS VARCHAR) AS by_value
FROM kept_tallies
WHERE start_ts >= $from AND start_ts < $to
