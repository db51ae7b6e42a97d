-- What funnels walk along: each session's events in their order, numbered from 1. See sql/kept/trail.sql.
CREATE TABLE kept_trail (
	session_no BIGINT NOT NULL,
	start_ts BIGINT NOT NULL,
	nth INTEGER NOT NULL,
	seq BIGINT NOT NULL,
	ts BIGINT NOT NULL,
	event_type VARCHAR NOT NULL,
	action VARCHAR,
	page VARCHAR
);
-- Whether it is the first of its session's rows of one type, so that sessions are counted and not told apart. Tables are made again.
ALTER TABLE kept_tallies ADD COLUMN leads BOOLEAN;
UPDATE kept_state SET rules = 0;
