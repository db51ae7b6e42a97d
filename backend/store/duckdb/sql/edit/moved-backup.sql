-- As doomed-events.sql has what a deletion takes; for what it was deleted stayed where it was deleted.
SELECT b.*,
	(SELECT coalesce(list({'run': m.run, 'place': m.place, 'reason': m.reason, 'score': m.score, 'marked_at': m."at"} ORDER BY m.run, m.place), []) FROM moved_marks m WHERE m.seq = b.seq) AS marks,
	CAST([] AS STRUCT(reason VARCHAR, score DOUBLE)[]) AS deleted_for
FROM moved_events b
ORDER BY b.seq
