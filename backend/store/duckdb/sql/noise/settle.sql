UPDATE events SET noisy = s.noisy, hidden = s.noisy OR events.source IN (SELECT unnest($noisy_sources)), noise_reasons = s.reasons, noise_at = s.marked_at
FROM settled s
WHERE s.seq = events.seq AND (events.noisy, events.noise_reasons, events.noise_at) IS DISTINCT FROM (s.noisy, s.reasons, s.marked_at)
