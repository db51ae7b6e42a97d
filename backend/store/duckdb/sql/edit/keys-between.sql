CREATE OR REPLACE TEMP TABLE keys AS SELECT source, event_id FROM events WHERE ts >= $from AND ts < $to
