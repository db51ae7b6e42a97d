-- Reads `sessionised` and `built_sessions`.
SELECT s.session_no, s.start_ts, s.end_ts, e.visitor, e.user_id, e.event_type, count(*) AS events, min(e.ts) AS first_ts, max(e.ts) AS last_ts
FROM sessionised e JOIN built_sessions s ON s.session_key = e.session_key
GROUP BY ALL
