-- Up to where, and from where, events of sessions that an end of the range cuts may lie in it.
SELECT
	coalesce(max(end_ts) FILTER (WHERE start_ts < $from AND end_ts >= $from) + 1, $from) AS head_end,
	coalesce(min(start_ts) FILTER (WHERE start_ts < $to AND end_ts >= $to), $to) AS tail_start
FROM kept_sessions
