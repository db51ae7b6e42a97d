-- Reads `sessionised` and `built_sessions`.
SELECT s.session_no, s.start_ts, e.page, count(*) AS views
FROM sessionised e JOIN built_sessions s ON s.session_key = e.session_key
WHERE e.page IS NOT NULL
GROUP BY ALL
