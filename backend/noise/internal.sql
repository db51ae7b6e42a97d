SELECT seq, CAST(:score AS DOUBLE) AS score,
	CASE WHEN user_id IN (SELECT unnest(:users)) THEN 'user ' || user_id
		WHEN ip_hash IN (SELECT unnest(:addresses)) OR net_hash IN (SELECT unnest(:networks)) THEN 'an address of yours'
		ELSE 'marked by its sender' END AS subject
FROM events
WHERE user_id IN (SELECT unnest(:users)) OR ip_hash IN (SELECT unnest(:addresses)) OR net_hash IN (SELECT unnest(:networks))
	OR (contains(properties, '"ignore"') AND json_extract_string(properties, '/ignore') IN ('true', '1'))
	OR (contains(properties, '"internal"') AND json_extract_string(properties, '/internal') IN ('true', '1'))
	OR (contains(properties, '"traffic_type"') AND json_extract_string(properties, '/traffic_type') = 'internal')
