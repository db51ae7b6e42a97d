CREATE OR REPLACE TEMP TABLE found AS
SELECT row_number() OVER (ORDER BY e.seq) AS n, e.source, e.event_id, CAST(coalesce(v.reasons, '[]') AS VARCHAR) AS reasons
FROM events e
LEFT JOIN (
	SELECT seq, to_json(list({'place': place, 'reason': reason, 'score': score} ORDER BY place)) AS reasons FROM verdicts WHERE fresh OR $all GROUP BY seq
) v ON v.seq = e.seq
WHERE e.seq IN (/*chosen*/)
