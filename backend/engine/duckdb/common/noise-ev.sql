SELECT e.ts, e.source, coalesce(CASE WHEN e.noisy THEN coalesce(e.noise_reasons[1], 'flagged') END, 'source:' || e.source) AS reason, /*e.by*/ AS by_value
FROM events e
WHERE e.hidden AND e.seq <= $folded AND e.ts >= $from AND e.ts < $to AND ($user IS NULL OR (e.user_id = $user AND e.user_verified))
