SELECT pairs.product_a, a.product_name AS name_a, pairs.product_b, b.product_name AS name_b, pairs.by_value, pairs.orders, pairs.support,
  pairs.a_then_b, pairs.b_then_a, pairs.lift
FROM pairs
LEFT JOIN called AS a ON a.product_id = pairs.product_a
LEFT JOIN called AS b ON b.product_id = pairs.product_b
