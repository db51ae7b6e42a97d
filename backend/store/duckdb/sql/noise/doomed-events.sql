-- What the backup holds: the events as they are, the marks on them, and for what they were deleted.
SELECT e.*,
	(SELECT coalesce(list({'run': m.run, 'place': m.place, 'reason': m.reason, 'score': m.score, 'marked_at': m.marked_at} ORDER BY m.run, m.place), []) FROM noise_marks m WHERE m.seq = e.seq) AS marks,
	(SELECT coalesce(list({'reason': v.reason, 'score': v.score} ORDER BY v.place), []) FROM verdicts v WHERE v.seq = e.seq) AS deleted_for
FROM events e WHERE e.seq IN (SELECT seq FROM doomed)
ORDER BY e.seq
