SELECT b.*, s.session_key, s.visitor, s.by_value FROM /*base*/ b JOIN ses s ON s.session_no = b.session_no
