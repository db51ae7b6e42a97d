INSERT INTO events BY NAME
SELECT r.* EXCLUDE (marks, deleted_for) REPLACE (
	s.noisy AS noisy, s.noisy OR r.source IN (SELECT unnest($noisy_sources)) AS hidden, s.reasons AS noise_reasons, s.marked_at AS noise_at
)
FROM restored r JOIN settled s ON s.seq = r.seq
WHERE r.seq > $after AND r.seq <= $through
ORDER BY r.seq
