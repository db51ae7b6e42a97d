-- What a deletion would take: what was judged, and what is marked already.
CREATE OR REPLACE TEMP TABLE doomed AS
SELECT seq FROM verdicts UNION SELECT seq FROM events WHERE noisy AND ($since IS NULL OR ts >= $since)
