-- Each session's first value by (ts, event_id, source).
SELECT session_key, min_by(by_value, struct(ts, event_id, source)) AS by_value FROM evs WHERE by_value IS NOT NULL GROUP BY session_key
