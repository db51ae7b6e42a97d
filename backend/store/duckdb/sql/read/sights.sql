-- What sights are made of; the JSON only where an event names its products in products[]. What tells the events asked for comes in at its mark.
SELECT seq, ts, visitor, session_id, action, product_id, product_name, product_category,
	CASE WHEN product_id IS NULL AND action IN ('product_viewed', 'product_added', 'order_completed') AND contains(properties, '"products"')
		THEN properties END AS properties
FROM events
WHERE NOT hidden AND /*chosen*/
ORDER BY /*order*/
