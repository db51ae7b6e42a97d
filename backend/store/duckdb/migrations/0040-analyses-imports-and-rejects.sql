CREATE SEQUENCE record_order;
-- head and body are JSON in the contract's words.
CREATE TABLE analyses (
	id VARCHAR NOT NULL,
	owner VARCHAR,
	created_at VARCHAR NOT NULL,
	stored BIGINT NOT NULL DEFAULT nextval('record_order'),
	head VARCHAR NOT NULL,
	body VARCHAR NOT NULL
);
CREATE TABLE imports (
	import_id VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	started_at VARCHAR NOT NULL,
	finished_at VARCHAR,
	stored BIGINT NOT NULL,
	body VARCHAR NOT NULL
);
CREATE SEQUENCE reject_order;
CREATE TABLE rejects (
	id BIGINT NOT NULL DEFAULT nextval('reject_order'),
	received_at BIGINT NOT NULL,
	source VARCHAR NOT NULL,
	body VARCHAR NOT NULL,
	excerpt VARCHAR NOT NULL
);
