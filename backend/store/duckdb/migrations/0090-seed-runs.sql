-- body and truth are JSON in the contract's words; truth is null until the run has come to its end.
CREATE TABLE seed_runs (
	run_id VARCHAR NOT NULL,
	started_at VARCHAR NOT NULL,
	stored BIGINT NOT NULL,
	body VARCHAR NOT NULL,
	truth VARCHAR
);
