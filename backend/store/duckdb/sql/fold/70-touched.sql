-- Touches of all sessions of the visitors whose sessions changed.
CREATE OR REPLACE TEMP TABLE touched_sessions AS
WITH changed AS (SELECT visitor FROM affected UNION SELECT visitor FROM built_sessions),
sessions_of_visitors AS (
	SELECT session_no, session_key, visitor, start_ts, channel, utm_source, utm_medium, utm_campaign
	FROM kept_sessions WHERE visitor IN (SELECT visitor FROM changed)
	UNION ALL
	SELECT session_no, session_key, visitor, start_ts, channel, utm_source, utm_medium, utm_campaign FROM built_sessions
)
/*touches*/
