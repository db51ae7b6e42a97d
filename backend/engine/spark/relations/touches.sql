SELECT s.*, t.* EXCEPT (session_no) FROM ses s JOIN touched_sessions t ON t.session_no = s.session_no
