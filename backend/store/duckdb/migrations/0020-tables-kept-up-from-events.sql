-- All of these can be made again from events (rebuildKept); folded_seq tells how far they are.
CREATE TABLE kept_state (folded_seq BIGINT NOT NULL, rules INTEGER NOT NULL);
INSERT INTO kept_state VALUES (0, 0);

-- What flagging, unflagging and removing changed in events that were folded already: signed counts, and what to build anew.
CREATE TABLE kept_changes (
	n BIGINT NOT NULL,
	hidden BOOLEAN NOT NULL,
	ts BIGINT NOT NULL,
	visitor VARCHAR NOT NULL,
	session_id VARCHAR,
	user_id VARCHAR,
	event_type VARCHAR NOT NULL,
	action VARCHAR
);

-- A ledger: rows of the same key add up. bin is the first millisecond of a quarter hour.
CREATE TABLE kept_bins (bin BIGINT NOT NULL, event_type VARCHAR NOT NULL, action VARCHAR, hidden BOOLEAN NOT NULL, n BIGINT NOT NULL);

-- client_session is null for sessions made by silence; their events share one visitor.
CREATE TABLE kept_sessions (
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
	search_to_product BOOLEAN NOT NULL
);

CREATE TABLE kept_order_lines (
	source VARCHAR NOT NULL,
	event_id VARCHAR NOT NULL,
	ts BIGINT NOT NULL,
	kind VARCHAR NOT NULL,
	order_key VARCHAR NOT NULL,
	session_key VARCHAR NOT NULL,
	currency VARCHAR,
	amount DECIMAL(38, 8) NOT NULL
);

-- How many events that are not noise carry this user for this visitor.
CREATE TABLE kept_pairs (visitor VARCHAR NOT NULL, user_id VARCHAR NOT NULL, n BIGINT NOT NULL);
