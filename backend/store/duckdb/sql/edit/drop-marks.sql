DELETE FROM noise_marks
WHERE seq IN (SELECT e.seq FROM events e JOIN keys k ON k.source = e.source AND k.event_id = e.event_id)
