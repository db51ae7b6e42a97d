SELECT b.*, e.by_value FROM /*base*/ b JOIN ev e ON e.seq = b.seq
