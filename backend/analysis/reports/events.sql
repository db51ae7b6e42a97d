WITH e AS (
  SELECT event_type, by_value, CAST(SUM(events) AS BIGINT) AS events, COUNT(DISTINCT visitor) AS visitors
  FROM tallies GROUP BY event_type, by_value),
 s AS (SELECT event_type, by_value, COUNT(*) AS sessions FROM ses_tallies WHERE leads GROUP BY event_type, by_value),
 o AS (
  SELECT t.event_type, t.by_value, COUNT(DISTINCT l.order_key) AS orders
  FROM ses_tallies t JOIN order_lines l ON l.session_no = t.session_no
  WHERE l.kind = 'order'
  GROUP BY t.event_type, t.by_value)
SELECT e.event_type, e.by_value, e.events, COALESCE(s.sessions, 0) AS sessions, e.visitors, COALESCE(o.orders, 0) AS orders
FROM e
LEFT JOIN s ON s.event_type = e.event_type AND s.by_value IS NOT DISTINCT FROM e.by_value
LEFT JOIN o ON o.event_type = e.event_type AND o.by_value IS NOT DISTINCT FROM e.by_value
