-- Lists of products made for an account; body is JSON as the port tells it. Of two of one moment the later stored is told first.
CREATE TABLE recommendations (
	user_id VARCHAR NOT NULL,
	created_at BIGINT NOT NULL,
	stored BIGINT NOT NULL DEFAULT nextval('record_order'),
	body VARCHAR NOT NULL
);
