SELECT currency, COUNT(DISTINCT CASE WHEN kind = 'order' THEN order_key END) AS orders FROM order_lines GROUP BY currency
