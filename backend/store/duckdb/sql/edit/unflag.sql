UPDATE events SET noisy = false, hidden = events.source IN (SELECT unnest($noisy_sources)), noise_reasons = NULL, noise_at = NULL
FROM keys k WHERE k.source = events.source AND k.event_id = events.event_id AND noisy
