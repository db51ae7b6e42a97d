-- Marks as they were in another store, on the events of `keys`.
INSERT INTO noise_marks
SELECT e.seq, m.run, m.place, m.reason, m.score, m."at"
FROM (
	SELECT unnest(from_json_strict($marks, '[{"source":"VARCHAR","eventId":"VARCHAR","run":"BIGINT","place":"INTEGER","reason":"VARCHAR","score":"DOUBLE","at":"BIGINT"}]'), recursive := true)
) m
JOIN events e ON e.source = m.source AND e.event_id = m."eventId"
