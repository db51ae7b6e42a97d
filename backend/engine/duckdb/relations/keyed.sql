-- Events in the range with the session they are of, which may have started before it.
SELECT e.*, 's:' || e.session_id AS session_key FROM ev e WHERE e.session_id IS NOT NULL
UNION ALL
SELECT e.*, s.session_key
FROM ev e JOIN kept_sessions s ON s.client_session IS NULL AND s.visitor = e.visitor AND e.ts BETWEEN s.start_ts AND s.end_ts
WHERE e.session_id IS NULL
