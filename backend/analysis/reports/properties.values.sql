SELECT by_value AS value, COUNT(*) AS events FROM ev WHERE by_value IS NOT NULL GROUP BY by_value
