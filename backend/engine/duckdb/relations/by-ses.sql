-- Each session's first value by (ts, event_id, source): that of its first event, whose place is known. Only of sessions whose first event
-- has none the others are looked at.
WITH firsts AS MATERIALIZED (
	SELECT t.session_no, /*e.by*/ AS by_value
	FROM (SELECT session_no, seq FROM kept_trail WHERE nth = 1 AND start_ts >= $from AND start_ts < $to) t JOIN events e ON e.seq = t.seq
)
SELECT session_no, by_value FROM firsts WHERE by_value IS NOT NULL
UNION ALL
SELECT s.session_no, arg_min(e.by_value, (e.ts, e.event_id, e.source))
FROM evs e JOIN (
	SELECT session_no, session_key FROM base_ses WHERE session_no IN (SELECT session_no FROM firsts WHERE by_value IS NULL)
) s ON s.session_key = e.session_key
WHERE e.by_value IS NOT NULL
GROUP BY s.session_no
