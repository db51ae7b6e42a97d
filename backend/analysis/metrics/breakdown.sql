WITH v AS (
  SELECT by_value, COUNT(*) AS events, COUNT(DISTINCT visitor) AS visitors FROM ev GROUP BY by_value),
 s AS (SELECT by_value, COUNT(*) AS sessions FROM (SELECT DISTINCT by_value, session_key FROM evs) AS d GROUP BY by_value)
SELECT v.by_value AS value, v.events, COALESCE(s.sessions, 0) AS sessions, v.visitors, COUNT(*) OVER () AS all_values
FROM v LEFT JOIN s ON s.by_value IS NOT DISTINCT FROM v.by_value
ORDER BY v.events DESC NULLS LAST, v.by_value ASC NULLS LAST
LIMIT 200
