CREATE OR REPLACE TEMP VIEW in_effect AS
SELECT seq, run, place, reason, score, marked_at FROM noise_marks WHERE run = 0 OR run IN (SELECT run FROM cleanup_runs WHERE in_effect)
