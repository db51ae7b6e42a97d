-- Sessions that the range does not cut, as they are kept; of those it cuts, the events that lie in it, looked for only where they can be.
SELECT session_no, visitor, user_id, event_type, events, first_ts, last_ts, CAST(NULL AS VARCHAR) AS by_value
FROM kept_tallies
WHERE start_ts >= $from AND end_ts < $to
UNION ALL
SELECT s.session_no, e.visitor, e.user_id, e.event_type, count(*), min(e.ts), max(e.ts), NULL
FROM (
	SELECT session_id, visitor, user_id, event_type, ts FROM events WHERE NOT hidden AND seq <= $folded AND ts >= $from AND ts < $cut_head_end
	UNION ALL
	SELECT session_id, visitor, user_id, event_type, ts FROM events WHERE NOT hidden AND seq <= $folded AND ts >= $cut_tail_start AND ts < $to
) e JOIN (
	FROM kept_sessions WHERE (start_ts < $from AND end_ts >= $from) OR (start_ts < $to AND end_ts >= $to)
) s ON s.client_session = e.session_id
GROUP BY ALL
UNION ALL
SELECT s.session_no, e.visitor, e.user_id, e.event_type, count(*), min(e.ts), max(e.ts), NULL
FROM (
	SELECT visitor, user_id, event_type, ts FROM events
	WHERE session_id IS NULL AND NOT hidden AND seq <= $folded AND ts >= $from AND ts < $cut_head_end
	UNION ALL
	SELECT visitor, user_id, event_type, ts FROM events
	WHERE session_id IS NULL AND NOT hidden AND seq <= $folded AND ts >= $cut_tail_start AND ts < $to
) e JOIN (
	FROM kept_sessions WHERE client_session IS NULL AND ((start_ts < $from AND end_ts >= $from) OR (start_ts < $to AND end_ts >= $to))
) s ON s.visitor = e.visitor AND e.ts BETWEEN s.start_ts AND s.end_ts
GROUP BY ALL
