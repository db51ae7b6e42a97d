CREATE TABLE users (
	user_id VARCHAR NOT NULL,
	username VARCHAR NOT NULL,
	email VARCHAR,
	role VARCHAR NOT NULL,
	password_hash VARCHAR,
	created_at BIGINT NOT NULL
);
CREATE TABLE tokens (token_hash VARCHAR NOT NULL, user_id VARCHAR NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL);
CREATE TABLE codes (code_hash VARCHAR NOT NULL, user_id VARCHAR, purpose VARCHAR NOT NULL, expires_at BIGINT NOT NULL);
-- Values are JSON; the store's secret is hex.
CREATE TABLE settings (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
