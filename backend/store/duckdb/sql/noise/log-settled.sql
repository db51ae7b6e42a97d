-- Events that were folded and now change between shown and hidden.
INSERT INTO kept_changes
SELECT unnest([-1, 1]), unnest([e.hidden, NOT e.hidden]), e.ts, e.visitor, e.session_id, e.user_id, e.event_type, e.action
FROM events e JOIN settled s ON s.seq = e.seq
WHERE e.hidden <> (s.noisy OR e.source IN (SELECT unnest($noisy_sources))) AND e.seq <= (SELECT folded_seq FROM kept_state)
