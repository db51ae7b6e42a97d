-- Who counts; one row once somebody has claimed it.
CREATE TABLE aggregates_owner (owner VARCHAR NOT NULL);

-- What was counted, one row a minute, page and type; and what came since, a ledger whose rows add up. Both together: aggregates_minute.
CREATE TABLE minute_counts (window_start BIGINT NOT NULL, page VARCHAR, event_type VARCHAR NOT NULL, n BIGINT NOT NULL, updated_at BIGINT NOT NULL);
CREATE TABLE minute_counts_added (window_start BIGINT NOT NULL, page VARCHAR, event_type VARCHAR NOT NULL, n BIGINT NOT NULL, updated_at BIGINT NOT NULL);

CREATE VIEW aggregates_minute AS
SELECT window_start, window_start + 60000 AS window_end, page, event_type, CAST(sum(n) AS BIGINT) AS count, max(updated_at) AS updated_at
FROM (FROM minute_counts UNION ALL FROM minute_counts_added)
GROUP BY window_start, page, event_type;

-- Where the counts of a stream's partitions end, and the ids (a JSON list) that may come again.
CREATE TABLE stream_offsets (stream VARCHAR NOT NULL, part BIGINT NOT NULL, next_offset BIGINT NOT NULL);
CREATE TABLE stream_ids (stream VARCHAR NOT NULL, part BIGINT NOT NULL, until BIGINT NOT NULL, ids VARCHAR NOT NULL);
