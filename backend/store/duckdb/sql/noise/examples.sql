SELECT reason, subject, events, seq
FROM (
	SELECT reason, subject, count(*) AS events, min(seq) AS seq, row_number() OVER (PARTITION BY reason ORDER BY count(*) DESC, subject) AS rank
	FROM verdicts GROUP BY reason, subject
)
WHERE rank <= 5
ORDER BY reason, rank
