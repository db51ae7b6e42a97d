-- Events that carry a mark, also of a run that is not in effect, with all of their marks.
SELECT
	e.seq, e.source, e.event_id, e.noisy, e.noise_reasons, e.noise_at,
	CAST(to_json(list({
		'run': m.run, 'place': m.place, 'reason': m.reason, 'score': m.score, 'at': m.marked_at,
		'off': m.run <> 0 AND m.run NOT IN (SELECT run FROM cleanup_runs WHERE in_effect)
	} ORDER BY m.run, m.place)) AS VARCHAR) AS marks
FROM noise_marks m JOIN events e ON e.seq = m.seq
WHERE m.seq > $after AND m.seq <= (
	SELECT max(seq) FROM (SELECT DISTINCT seq FROM noise_marks WHERE seq > $after ORDER BY seq LIMIT 4000)
)
GROUP BY ALL
ORDER BY e.seq
