-- What reports read, kept up from events. Nothing is lost: the next fold makes all of it again, since the rules change here too.
-- session_no is the smallest seq of a session's events, which no other session shares: joins and counts by it cost a fraction of
-- those by text. Rows of one session stand together. first_* and last_* are the touches that get the credit (engine/port.ts).
UPDATE kept_state SET rules = 0;

DROP TABLE kept_sessions;
CREATE TABLE kept_sessions (
	session_no BIGINT NOT NULL,
	session_key VARCHAR NOT NULL,
	client_session VARCHAR,
	visitor VARCHAR NOT NULL,
	start_ts BIGINT NOT NULL,
	end_ts BIGINT NOT NULL,
	events BIGINT NOT NULL,
	page_events BIGINT NOT NULL,
	distinct_pages BIGINT NOT NULL,
	repeats_page BOOLEAN NOT NULL,
	entry_page VARCHAR,
	exit_page VARCHAR,
	has_order BOOLEAN NOT NULL,
	shop_depth INTEGER NOT NULL,
	journey_depth INTEGER NOT NULL,
	has_home BOOLEAN NOT NULL,
	has_product BOOLEAN NOT NULL,
	has_search BOOLEAN NOT NULL,
	home_to_product BOOLEAN NOT NULL,
	product_to_checkout BOOLEAN NOT NULL,
	home_to_checkout BOOLEAN NOT NULL,
	search_to_product BOOLEAN NOT NULL,
	user_id VARCHAR,
	channel VARCHAR,
	utm_source VARCHAR,
	utm_medium VARCHAR,
	utm_campaign VARCHAR,
	device VARCHAR,
	pages VARCHAR[],
	first_start BIGINT NOT NULL,
	is_new BOOLEAN NOT NULL,
	first_channel VARCHAR NOT NULL,
	first_utm_source VARCHAR,
	first_utm_medium VARCHAR,
	first_utm_campaign VARCHAR,
	last_channel VARCHAR NOT NULL,
	last_utm_source VARCHAR,
	last_utm_medium VARCHAR,
	last_utm_campaign VARCHAR
);

-- Events of a session by visitor, user and type.
CREATE TABLE kept_tallies (
	session_no BIGINT NOT NULL,
	start_ts BIGINT NOT NULL,
	end_ts BIGINT NOT NULL,
	visitor VARCHAR NOT NULL,
	user_id VARCHAR,
	event_type VARCHAR NOT NULL,
	events BIGINT NOT NULL,
	first_ts BIGINT NOT NULL,
	last_ts BIGINT NOT NULL
);

CREATE TABLE kept_session_pages (session_no BIGINT NOT NULL, start_ts BIGINT NOT NULL, page VARCHAR NOT NULL, views BIGINT NOT NULL);

CREATE TABLE kept_session_products (
	session_no BIGINT NOT NULL,
	start_ts BIGINT NOT NULL,
	product_id VARCHAR NOT NULL,
	views BIGINT NOT NULL,
	adds BIGINT NOT NULL,
	removes BIGINT NOT NULL,
	orders BIGINT NOT NULL
);

CREATE TABLE kept_searches (
	session_no BIGINT NOT NULL,
	start_ts BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	ts BIGINT NOT NULL,
	source VARCHAR NOT NULL,
	event_id VARCHAR NOT NULL,
	visitor VARCHAR NOT NULL,
	session_key VARCHAR NOT NULL,
	term VARCHAR NOT NULL,
	results BIGINT,
	then_product BOOLEAN NOT NULL
);

DROP TABLE kept_order_lines;
CREATE TABLE kept_order_lines (
	session_no BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	source VARCHAR NOT NULL,
	event_id VARCHAR NOT NULL,
	ts BIGINT NOT NULL,
	kind VARCHAR NOT NULL,
	order_key VARCHAR NOT NULL,
	session_key VARCHAR NOT NULL,
	currency VARCHAR,
	amount DECIMAL(38, 8) NOT NULL
);

CREATE TABLE kept_items (
	session_no BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	ts BIGINT NOT NULL,
	source VARCHAR NOT NULL,
	event_id VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	order_key VARCHAR NOT NULL,
	session_key VARCHAR NOT NULL,
	currency VARCHAR,
	product_id VARCHAR NOT NULL,
	product_name VARCHAR,
	product_category VARCHAR,
	quantity DECIMAL(18, 4),
	amount DECIMAL(38, 8)
);
