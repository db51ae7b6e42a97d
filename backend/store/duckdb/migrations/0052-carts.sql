-- See sql/kept/carts.sql.
CREATE TABLE kept_carts (
	session_no BIGINT NOT NULL,
	start_ts BIGINT NOT NULL,
	step INTEGER NOT NULL,
	currency VARCHAR,
	worth DECIMAL(38, 8)
);
