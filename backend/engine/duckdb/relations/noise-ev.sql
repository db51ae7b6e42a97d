SELECT ts, source, coalesce(CASE WHEN noisy THEN coalesce(noise_reasons[1], 'flagged') END, 'source:' || source) AS reason
FROM events
WHERE hidden AND seq <= $folded AND ts >= $from AND ts < $to AND ($user IS NULL OR (user_id = $user AND user_verified))
