SELECT e.ts, e.source, coalesce(CASE WHEN e.noisy THEN coalesce(get(e.noise_reasons, 0), 'flagged') END, 'source:' || e.source) AS reason, /*e.by*/ AS by_value
FROM events e
WHERE e.hidden AND e.ts >= :from AND e.ts < :to AND (CAST(:user AS STRING) IS NULL OR (e.user_id = CAST(:user AS STRING) AND e.user_verified))
