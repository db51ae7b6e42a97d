SELECT s.session_no, e.visitor, e.user_id, e.event_type, count(*) AS events, min(e.ts) AS first_ts, max(e.ts) AS last_ts, e.by_value
FROM (
	SELECT session_key, visitor, user_id, event_type, ts, /*e.by*/ AS by_value FROM sessionised e WHERE ts >= :from AND ts < :to
) e JOIN all_sessions s ON s.session_key = e.session_key
GROUP BY s.session_no, e.visitor, e.user_id, e.event_type, e.by_value
