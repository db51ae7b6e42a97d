-- visitor → the one user ever linked to it.
SELECT visitor, min(user_id) AS linked
FROM (SELECT DISTINCT visitor, user_id FROM events WHERE NOT hidden AND user_id IS NOT NULL)
GROUP BY visitor
HAVING count(*) = 1
