CREATE OR REPLACE TEMP TABLE keys AS
SELECT source, event_id FROM events WHERE source = $source AND starts_with(event_id, $beginning) LIMIT $most
