-- An event that was counted as shown is now hidden. Events not folded yet are read as they are then.
INSERT INTO kept_changes
SELECT unnest([-1, 1]), unnest([false, true]), ts, visitor, session_id, user_id, event_type, action
FROM events e
WHERE NOT hidden AND seq <= (SELECT folded_seq FROM kept_state)
	AND EXISTS (SELECT 1 FROM keys k WHERE k.source = e.source AND k.event_id = e.event_id)
