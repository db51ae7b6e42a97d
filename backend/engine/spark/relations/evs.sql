SELECT /*e.columns*/, e.visitor, /*e.by*/ AS by_value, e.session_key
FROM sessionised e
WHERE e.ts >= :from AND e.session_key IN (SELECT session_key FROM base_ses)
