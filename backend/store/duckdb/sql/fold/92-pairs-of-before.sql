INSERT INTO pairs_changed SELECT p.visitor, p.user_id, p.n FROM kept_pairs p SEMI JOIN pairs_changed c ON c.visitor = p.visitor AND c.user_id = p.user_id
