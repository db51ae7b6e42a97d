SELECT s.session_no, e.visitor, e.user_id, e.event_type, count(*) AS events, min(e.ts) AS first_ts, max(e.ts) AS last_ts, e.by_value
FROM evs e JOIN base_ses s ON s.session_key = e.session_key
GROUP BY s.session_no, e.visitor, e.user_id, e.event_type, e.by_value
