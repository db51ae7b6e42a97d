SELECT CAST(SUM(events) AS BIGINT) AS events FROM bins
