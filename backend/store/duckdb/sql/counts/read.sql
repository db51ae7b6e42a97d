SELECT window_start, page, event_type, count
FROM aggregates_minute
WHERE window_start >= $from AND window_start < $to
ORDER BY window_start DESC, count DESC, event_type ASC, page ASC NULLS FIRST
LIMIT $limit
