SELECT /*e.columns*/, CASE WHEN $visitor_user THEN e.user_id ELSE e.visitor END AS visitor, /*e.by*/ AS by_value
FROM events e
WHERE e.seq <= $folded AND ($show OR NOT e.hidden) AND (NOT $visitor_user OR e.user_id IS NOT NULL)
	AND ($user IS NULL OR (e.user_id = $user AND e.user_verified))
