WITH e AS (
  SELECT event_type, CAST(SUM(events) AS BIGINT) AS events, COUNT(DISTINCT visitor) AS visitors FROM tallies GROUP BY event_type),
 s AS (SELECT event_type, COUNT(*) AS sessions FROM ses_tallies WHERE leads GROUP BY event_type),
 o AS (
  SELECT t.event_type, COUNT(DISTINCT l.order_key) AS orders
  FROM ses_tallies t JOIN order_lines l ON l.session_no = t.session_no
  WHERE l.kind = 'order'
  GROUP BY t.event_type)
SELECT e.event_type, CAST(NULL AS STRING) AS by_value, e.events, COALESCE(s.sessions, 0) AS sessions, e.visitors, COALESCE(o.orders, 0) AS orders
FROM e
LEFT JOIN s ON s.event_type = e.event_type
LEFT JOIN o ON o.event_type = e.event_type
