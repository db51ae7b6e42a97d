INSERT INTO kept_changes
SELECT -1, hidden, ts, visitor, session_id, user_id, event_type, action
FROM events e
WHERE seq <= (SELECT folded_seq FROM kept_state) AND EXISTS (SELECT 1 FROM keys k WHERE k.source = e.source AND k.event_id = e.event_id)
