CREATE OR REPLACE TEMP TABLE asked AS
SELECT e.seq FROM events e JOIN (SELECT unnest($sources) AS source, unnest($ids) AS event_id) k ON k.source = e.source AND k.event_id = e.event_id
WHERE e.ts >= $from AND e.ts <= $to
