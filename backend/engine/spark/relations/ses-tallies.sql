SELECT *, row_number() OVER (PARTITION BY session_no, event_type, by_value ORDER BY visitor NULLS LAST, user_id NULLS LAST) = 1 AS leads
FROM (
	SELECT s.session_no, e.visitor, e.user_id, e.event_type, count(*) AS events, min(e.ts) AS first_ts, max(e.ts) AS last_ts, e.by_value
	FROM evs e JOIN base_ses s ON s.session_key = e.session_key
	GROUP BY s.session_no, e.visitor, e.user_id, e.event_type, e.by_value
)
