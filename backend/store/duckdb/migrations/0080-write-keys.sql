-- key_hash is the SHA-256 of the key, hex; shown is the key itself for a browser's, which is public, else its beginning.
CREATE TABLE write_keys (
	key_id VARCHAR NOT NULL,
	key_hash VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	shown VARCHAR NOT NULL,
	origins VARCHAR NOT NULL,
	created_at BIGINT NOT NULL,
	revoked_at BIGINT
);
