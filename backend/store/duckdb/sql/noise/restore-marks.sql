INSERT INTO noise_marks
SELECT seq, mark.run, mark.place, mark.reason, mark.score, mark.marked_at FROM (SELECT seq, unnest(marks) AS mark FROM restored)
