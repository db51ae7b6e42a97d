DELETE FROM kept_sessions WHERE session_key IN (SELECT session_key FROM affected)
