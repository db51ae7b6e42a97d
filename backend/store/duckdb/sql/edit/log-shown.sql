INSERT INTO kept_changes
SELECT unnest([-1, 1]), unnest([true, false]), ts, visitor, session_id, user_id, event_type, action
FROM events e
WHERE noisy AND source NOT IN (SELECT unnest($noisy_sources)) AND seq <= (SELECT folded_seq FROM kept_state)
	AND EXISTS (SELECT 1 FROM keys k WHERE k.source = e.source AND k.event_id = e.event_id)
