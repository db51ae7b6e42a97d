SELECT s.session_no, s.start_ts, e.page, count(*) AS views
FROM sessionised e JOIN all_sessions s ON s.session_key = e.session_key
WHERE e.page IS NOT NULL
GROUP BY s.session_no, s.start_ts, e.page
