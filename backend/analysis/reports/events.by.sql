-- Each visitor and each session once before they are counted: distinct counts of texts side by side cost several times as much.
WITH v AS (SELECT event_type, by_value, visitor, COUNT(*) AS events FROM ev GROUP BY event_type, by_value, visitor),
 e AS (SELECT event_type, by_value, CAST(SUM(events) AS BIGINT) AS events, COUNT(*) AS visitors FROM v GROUP BY event_type, by_value),
 d AS (SELECT DISTINCT event_type, by_value, session_key FROM evs),
 s AS (SELECT event_type, by_value, COUNT(*) AS sessions FROM d GROUP BY event_type, by_value),
 o AS (
  SELECT d.event_type, d.by_value, COUNT(DISTINCT l.order_key) AS orders
  FROM d JOIN order_lines l ON l.session_key = d.session_key
  WHERE l.kind = 'order'
  GROUP BY d.event_type, d.by_value)
SELECT e.event_type, e.by_value, e.events, COALESCE(s.sessions, 0) AS sessions, e.visitors, COALESCE(o.orders, 0) AS orders
FROM e
LEFT JOIN s ON s.event_type = e.event_type AND s.by_value IS NOT DISTINCT FROM e.by_value
LEFT JOIN o ON o.event_type = e.event_type AND o.by_value IS NOT DISTINCT FROM e.by_value
