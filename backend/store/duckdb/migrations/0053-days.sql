-- What events that are not noise name, by UTC day (its first millisecond), and the newest that tells what a product is called: sql/kept/days-*.sql.
CREATE TABLE kept_product_days (
	day BIGINT NOT NULL,
	product_id VARCHAR NOT NULL,
	events BIGINT NOT NULL,
	viewed BIGINT NOT NULL,
	added BIGINT NOT NULL,
	bought BIGINT NOT NULL
);

CREATE TABLE kept_page_days (day BIGINT NOT NULL, page VARCHAR NOT NULL, events BIGINT NOT NULL);

CREATE TABLE kept_told_days (
	day BIGINT NOT NULL,
	product_id VARCHAR NOT NULL,
	product_name VARCHAR,
	product_category VARCHAR,
	ts BIGINT NOT NULL,
	event_id VARCHAR NOT NULL,
	source VARCHAR NOT NULL
);
