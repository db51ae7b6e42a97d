DELETE FROM kept_pairs p USING pairs_changed c WHERE c.visitor = p.visitor AND c.user_id = p.user_id
