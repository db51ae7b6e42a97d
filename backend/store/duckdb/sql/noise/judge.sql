INSERT INTO verdicts
/*events*/
SELECT v.seq, $judged_place, $judged_reason, v.score, v.subject, NOT EXISTS (SELECT 1 FROM in_effect m WHERE m.seq = v.seq AND m.reason = $judged_reason)
FROM (SELECT seq, max(score) AS score, min(subject) AS subject FROM (/*rule*/) GROUP BY seq) v
WHERE $judged_since IS NULL OR v.seq IN (SELECT seq FROM events WHERE ts >= $judged_since)
