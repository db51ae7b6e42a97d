-- Each session's first value by (ts, event_id, source).
SELECT s.session_no, b.by_value
FROM (
	SELECT session_key, arg_min(by_value, (ts, event_id, source)) AS by_value FROM evs WHERE by_value IS NOT NULL GROUP BY session_key
) b JOIN base_ses s ON s.session_key = b.session_key
