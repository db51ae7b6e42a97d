SELECT reason, count(*) AS found, count(*) FILTER (WHERE fresh) AS fresh FROM verdicts GROUP BY reason
