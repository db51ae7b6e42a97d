-- Reads `src`; adds client_session and session_key. A client's session id alone is the key. Events without one are split per
-- visitor where more than 1,800,000 ms pass in silence; frames are RANGE, so that events of the same millisecond stay together.
SELECT * EXCLUDE (session_id), session_id AS client_session, 's:' || session_id AS session_key FROM src WHERE session_id IS NOT NULL
UNION ALL
SELECT * EXCLUDE (session_id, starts, session_start), NULL AS client_session, 'v:' || visitor || ':' || session_start AS session_key
FROM (
	SELECT *, max(CASE WHEN starts THEN ts END) OVER (PARTITION BY visitor ORDER BY ts RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_start
	FROM (
		SELECT src.*, coalesce(ts - lag(ts) OVER (PARTITION BY visitor ORDER BY ts) > 1800000, true) AS starts FROM src WHERE session_id IS NULL
	)
)
