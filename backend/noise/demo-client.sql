SELECT seq, CAST(:score AS DOUBLE) AS score, client_id AS subject FROM events WHERE client_id IN (SELECT unnest(:clients))
