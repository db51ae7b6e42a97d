INSERT INTO kept_pairs SELECT visitor, user_id, CAST(sum(n) AS BIGINT) FROM pairs_changed GROUP BY ALL HAVING sum(n) > 0
