SELECT /*e.columns*/, e.visitor, /*e.by*/ AS by_value, s.session_key
FROM events e JOIN base_ses s ON s.client_session = e.session_id
WHERE NOT e.hidden AND e.seq <= $folded AND e.ts >= $from
UNION ALL
SELECT /*e.columns*/, e.visitor, /*e.by*/, s.session_key
FROM events e JOIN base_ses s ON s.client_session IS NULL AND s.visitor = e.visitor AND e.ts BETWEEN s.start_ts AND s.end_ts
WHERE e.session_id IS NULL AND NOT e.hidden AND e.seq <= $folded AND e.ts >= $from
