SELECT seq, CAST(:score AS DOUBLE) AS score, source AS subject FROM events WHERE source IN (SELECT unnest(:sources))
