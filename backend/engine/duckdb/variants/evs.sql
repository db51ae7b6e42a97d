SELECT /*e.columns*/, r.visitor, /*e.by*/ AS by_value, r.session_key
FROM events e JOIN run_sessionised r ON r.seq = e.seq
WHERE e.ts >= $from AND r.session_key IN (SELECT session_key FROM base_ses)
