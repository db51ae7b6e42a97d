SELECT count(*) AS events, count(*) FILTER (WHERE hidden) AS noisy, min(ts) AS first_ts, max(ts) AS last_ts,
	max(received_at) AS last_received_at, coalesce(max(seq), 0) AS last_seq
FROM events
