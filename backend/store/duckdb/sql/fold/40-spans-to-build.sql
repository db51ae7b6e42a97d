-- Each touched span, stretched over the sessions it affects: all events of the visitor in it are of these or of new sessions.
CREATE OR REPLACE TEMP TABLE spans AS
SELECT t.visitor, least(t.lo, coalesce(min(a.start_ts), t.lo)) AS lo, greatest(t.hi, coalesce(max(a.end_ts), t.hi)) AS hi
FROM touched_spans t
LEFT JOIN affected a ON a.client_session IS NULL AND a.visitor = t.visitor AND a.end_ts >= t.lo - 1800000 AND a.start_ts <= t.hi + 1800000
GROUP BY t.visitor, t.lo, t.hi
