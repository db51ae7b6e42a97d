-- What the events of `touched` are by the marks in effect on them: a reason counts once, where it came first.
CREATE OR REPLACE TEMP TABLE settled AS
SELECT t.seq, m.seq IS NOT NULL AS noisy, m.reasons, m.marked_at
FROM touched t
LEFT JOIN (
	SELECT seq, coalesce(list(reason ORDER BY first) FILTER (WHERE reason <> ''), []) AS reasons, max(marked_at) AS marked_at
	FROM (SELECT seq, reason, min((run, place)) AS first, max(marked_at) AS marked_at FROM in_effect WHERE seq IN (SELECT seq FROM touched) GROUP BY seq, reason)
	GROUP BY seq
) m ON m.seq = t.seq
