-- Kept sessions that a touch may change: by the client's id, or a visitor's sessions within 30 minutes of a touched span.
-- Sessions farther away cannot change: nothing joins across more than 30 minutes.
CREATE OR REPLACE TEMP TABLE affected AS
SELECT session_no, visitor, start_ts, end_ts, client_session FROM kept_sessions
WHERE client_session IN (SELECT session_id FROM touches WHERE session_id IS NOT NULL)
UNION
SELECT s.session_no, s.visitor, s.start_ts, s.end_ts, s.client_session
FROM kept_sessions s JOIN touched_spans t ON s.visitor = t.visitor
WHERE s.client_session IS NULL AND s.end_ts >= t.lo - 1800000 AND s.start_ts <= t.hi + 1800000
