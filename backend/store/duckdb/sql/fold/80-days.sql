-- Days with something new or edited. What an edit hid, showed or removed is not subtracted: an edited day is made again from its events.
CREATE OR REPLACE TEMP TABLE touched_days AS
SELECT day, bool_or(edited) AS edited
FROM (
	SELECT ts - ((ts % 86400000) + 86400000) % 86400000 AS day, false AS edited FROM events WHERE seq > $folded AND seq <= $upto AND NOT hidden
	UNION ALL
	SELECT ts - ((ts % 86400000) + 86400000) % 86400000, true FROM kept_changes WHERE NOT hidden
)
GROUP BY day
