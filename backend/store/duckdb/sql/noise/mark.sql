INSERT INTO noise_marks SELECT seq, $run, place, reason, score, $at FROM verdicts WHERE fresh AND seq IN (SELECT seq FROM events)
