SELECT s.*, t.* EXCLUDE (session_no) FROM ses s JOIN touched_sessions t ON t.session_no = s.session_no
