SELECT owner, part, next_offset
FROM aggregates_owner LEFT JOIN stream_offsets ON stream = $stream
