-- Where something changed among the events that are not hidden: those that came, and those that an edit hid, showed or removed.
CREATE OR REPLACE TEMP TABLE touches AS
SELECT ts, visitor, session_id FROM events WHERE seq > $folded AND seq <= $upto AND NOT hidden
UNION ALL
SELECT ts, visitor, session_id FROM kept_changes WHERE NOT hidden
