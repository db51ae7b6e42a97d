-- Each session's first value by (ts, event_id, source).
SELECT session_key, arg_min(by_value, (ts, event_id, source)) AS by_value FROM evs WHERE by_value IS NOT NULL GROUP BY session_key
