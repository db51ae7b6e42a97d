CREATE OR REPLACE TEMP TABLE keys AS SELECT DISTINCT unnest($sources) AS source, unnest($ids) AS event_id
