-- Why events are noise: one row a reason. run is that of cleanup_runs; 0 for marks that no run made, which are always in effect.
CREATE TABLE noise_marks (
	seq BIGINT NOT NULL,
	run BIGINT NOT NULL,
	place INTEGER NOT NULL,
	reason VARCHAR NOT NULL,
	score DOUBLE NOT NULL,
	marked_at BIGINT NOT NULL
);
INSERT INTO noise_marks
SELECT seq, 0, unnest(range(1, greatest(len(noise_reasons), 1) + 1)), unnest(CASE WHEN len(noise_reasons) > 0 THEN noise_reasons ELSE [''] END), 1, noise_at
FROM events WHERE noisy;
-- The journal. body is JSON in the contract's words; max_seq is the highest number that a deletion took, which no event gets again.
CREATE TABLE cleanup_runs (run BIGINT NOT NULL, action VARCHAR NOT NULL, in_effect BOOLEAN NOT NULL, backup VARCHAR, max_seq BIGINT, body VARCHAR NOT NULL);
