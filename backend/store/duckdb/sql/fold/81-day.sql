CREATE OR REPLACE TEMP TABLE built_days AS
WITH day_events AS (
	SELECT /*columns*/
	FROM events
	WHERE seq > $folded AND seq <= $upto AND NOT hidden
		AND ts - ((ts % 86400000) + 86400000) % 86400000 NOT IN (SELECT day FROM touched_days WHERE edited)
	UNION ALL
	SELECT /*columns*/
	FROM events
	WHERE seq <= $upto AND NOT hidden AND ts >= $lo AND ts < $hi
		AND ts - ((ts % 86400000) + 86400000) % 86400000 IN (SELECT day FROM touched_days WHERE edited)
),
kept AS (FROM /*table*/ WHERE day IN (SELECT day FROM touched_days WHERE NOT edited))
FROM (
/*day*/
)
