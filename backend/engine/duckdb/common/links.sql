-- visitor → the one user ever linked to it.
SELECT visitor, min(user_id) AS linked FROM kept_pairs GROUP BY visitor HAVING count(*) = 1
