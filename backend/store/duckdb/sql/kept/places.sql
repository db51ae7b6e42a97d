-- Reads `sessionised`; each event's place in the order of (ts, event_id, source), which no two events share. Numbers are compared at a
-- fraction of the cost of texts.
SELECT seq, row_number() OVER (ORDER BY ts, event_id, source) AS nth FROM sessionised
