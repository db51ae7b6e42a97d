SELECT (h & 4294967295)::UINTEGER AS a, (h >> 32)::UINTEGER AS b
FROM (SELECT md5_number_upper($seed || source || chr(31) || event_id) AS h FROM events)
