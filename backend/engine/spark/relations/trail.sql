SELECT s.session_no, s.start_ts, e.nth, e.seq, e.ts, e.event_type, e.action, e.page
FROM sessionised e JOIN base_ses s ON s.session_key = e.session_key
