-- Reads `sessionised`, `event_places` and `built_sessions`. In the order of sessions, which packs it and keeps what is asked for together.
SELECT
	s.session_no, s.start_ts, CAST(row_number() OVER (PARTITION BY s.session_no ORDER BY o.nth) AS INTEGER) AS nth,
	e.seq, e.ts, e.event_type, e.action, e.page
FROM sessionised e JOIN event_places o ON o.seq = e.seq JOIN built_sessions s ON s.session_key = e.session_key
ORDER BY session_no, nth
