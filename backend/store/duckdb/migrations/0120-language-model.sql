-- body is JSON; the key in it is sealed, or absent. cost is in millionths of a US dollar.
CREATE TABLE model_keys (owner VARCHAR NOT NULL, body VARCHAR NOT NULL);
CREATE TABLE model_runs (
	run_id VARCHAR NOT NULL,
	owner VARCHAR NOT NULL,
	called_at BIGINT NOT NULL,
	model VARCHAR NOT NULL,
	prompt_tokens BIGINT NOT NULL,
	completion_tokens BIGINT NOT NULL,
	cost BIGINT NOT NULL,
	estimated BOOLEAN NOT NULL
);
CREATE TABLE model_settings (body VARCHAR NOT NULL);
