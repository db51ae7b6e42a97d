DELETE FROM kept_order_lines WHERE session_key IN (SELECT session_key FROM affected)
