SELECT e.*, coalesce(e.user_id, l.linked, e.visitor) AS person FROM /*events*/ e LEFT JOIN links l ON l.visitor = e.visitor
