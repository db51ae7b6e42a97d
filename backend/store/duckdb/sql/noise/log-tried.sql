INSERT INTO kept_changes
SELECT unnest([-1, 1]), unnest([false, true]), ts, visitor, session_id, user_id, event_type, action
FROM events WHERE NOT hidden AND seq IN (SELECT seq FROM verdicts) AND seq <= (SELECT folded_seq FROM kept_state)
