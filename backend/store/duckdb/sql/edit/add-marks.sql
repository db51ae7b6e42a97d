-- Marks of no run. No reason at all is an empty one.
INSERT INTO noise_marks
SELECT e.seq, 0, unnest(range(1, len($reasons) + 1)), unnest($reasons), 1, $at
FROM events e JOIN keys k ON k.source = e.source AND k.event_id = e.event_id WHERE NOT e.noisy
