CREATE OR REPLACE TEMP TABLE sessionised AS
WITH wanted AS (
	SELECT /*columns*/
	FROM events
	WHERE ts BETWEEN $lo AND $hi AND seq <= $upto AND NOT hidden
		AND session_id IN (SELECT session_id FROM touches WHERE session_id IS NOT NULL)
	UNION ALL
	SELECT /*columns*/
	FROM events e
	WHERE ts BETWEEN $lo AND $hi AND seq <= $upto AND NOT hidden AND session_id IS NULL
		AND EXISTS (SELECT 1 FROM spans s WHERE s.visitor = e.visitor AND e.ts BETWEEN s.lo AND s.hi)
),
src AS (FROM wanted)
/*sessionised*/
