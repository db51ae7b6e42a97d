SELECT e.page, e.events, e.visitors, COALESCE(s.sessions, 0) AS sessions, COALESCE(b.entries, 0) AS entries, COALESCE(x.exits, 0) AS exits
FROM (SELECT page, COUNT(*) AS events, COUNT(DISTINCT visitor) AS visitors FROM ev WHERE page IS NOT NULL GROUP BY page) AS e
LEFT JOIN (SELECT page, COUNT(DISTINCT session_key) AS sessions FROM evs WHERE page IS NOT NULL GROUP BY page) AS s ON s.page = e.page
LEFT JOIN (SELECT entry_page AS page, COUNT(*) AS entries FROM ses WHERE entry_page IS NOT NULL GROUP BY entry_page) AS b ON b.page = e.page
LEFT JOIN (SELECT exit_page AS page, COUNT(*) AS exits FROM ses WHERE exit_page IS NOT NULL GROUP BY exit_page) AS x ON x.page = e.page
