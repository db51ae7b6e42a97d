-- The events of this run where the kept-up tables do not hold: another idea of session or visitor, noise shown, or one person's own.
WITH src AS (
	SELECT seq, ts, CASE WHEN $visitor_user THEN user_id ELSE visitor END AS visitor, CASE WHEN $sessions_gap THEN NULL ELSE session_id END AS session_id
	FROM events
	WHERE seq <= $folded AND ($show OR NOT hidden) AND (NOT $visitor_user OR user_id IS NOT NULL)
		AND ($user IS NULL OR (user_id = $user AND user_verified))
)
SELECT seq, visitor, session_key FROM (/*sessionised*/)
