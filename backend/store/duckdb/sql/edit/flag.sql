UPDATE events SET noisy = true, hidden = true, noise_reasons = $reasons, noise_at = $at
FROM keys k WHERE k.source = events.source AND k.event_id = events.event_id AND NOT noisy
