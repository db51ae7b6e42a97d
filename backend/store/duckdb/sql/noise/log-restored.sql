INSERT INTO kept_changes
SELECT 1, hidden, ts, visitor, session_id, user_id, event_type, action
FROM events WHERE seq IN (SELECT seq FROM restored) AND seq <= (SELECT folded_seq FROM kept_state)
