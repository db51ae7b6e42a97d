SELECT count(*) AS events FROM visible
