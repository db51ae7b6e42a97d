WITH b AS (
  SELECT step, by_value, COUNT(DISTINCT session_no) AS carts,
    CAST(COALESCE(SUM(CASE WHEN step < 5 AND worth > 0 AND currency IS NOT DISTINCT FROM CAST(:currency AS STRING) THEN worth END), 0) AS DOUBLE) AS value
  FROM carts WHERE step > 0 GROUP BY step, by_value),
 t AS (SELECT by_value, CAST(SUM(carts) AS BIGINT) AS carts FROM b GROUP BY by_value)
SELECT s.name AS step, b.by_value, s.step AS depth, COALESCE(b.carts, 0) AS carts, ratio(b.carts, t.carts) AS share, COALESCE(b.value, 0) AS value
FROM (VALUES (1, 'added'), (2, 'cart_viewed'), (3, 'checkout_started'), (4, 'payment_info_entered'), (5, 'ordered')) AS s(step, name)
LEFT JOIN b ON b.step = s.step
LEFT JOIN t ON t.by_value IS NOT DISTINCT FROM b.by_value
