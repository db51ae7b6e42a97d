SELECT session_no, session_key, visitor, start_ts, pages, by_value FROM ses WHERE pages IS NOT NULL
