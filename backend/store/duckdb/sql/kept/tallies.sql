-- Reads `sessionised` and `built_sessions`.
SELECT *, row_number() OVER (PARTITION BY session_no, event_type ORDER BY visitor, user_id) = 1 AS leads
FROM (
	SELECT s.session_no, s.start_ts, s.end_ts, e.visitor, e.user_id, e.event_type, count(*) AS events, min(e.ts) AS first_ts, max(e.ts) AS last_ts
	FROM sessionised e JOIN built_sessions s ON s.session_key = e.session_key
	GROUP BY ALL
)
