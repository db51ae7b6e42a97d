-- Without bounds every event belongs to a session in `ses`, so that a client's session id is its key without a look.
SELECT /*e.columns*/, e.visitor, /*e.by*/ AS by_value, 's:' || e.session_id AS session_key
FROM events e
WHERE e.session_id IS NOT NULL AND NOT e.hidden AND e.seq <= $folded
UNION ALL
SELECT /*e.columns*/, e.visitor, /*e.by*/, s.session_key
FROM events e JOIN kept_sessions s ON s.client_session IS NULL AND s.visitor = e.visitor AND e.ts BETWEEN s.start_ts AND s.end_ts
WHERE e.session_id IS NULL AND NOT e.hidden AND e.seq <= $folded
