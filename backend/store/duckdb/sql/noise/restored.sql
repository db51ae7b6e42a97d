-- What was deleted and has not come again since, by its number or its id.
CREATE OR REPLACE TEMP TABLE restored AS
SELECT * FROM read_parquet($path) b
WHERE b.seq NOT IN (SELECT seq FROM events)
	AND NOT EXISTS (SELECT 1 FROM events e WHERE e.source = b.source AND e.event_id = b.event_id)
