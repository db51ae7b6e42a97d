-- For a trial alone: what would be marked is hidden, in a transaction that is rolled back.
UPDATE events SET hidden = true WHERE NOT hidden AND seq IN (SELECT seq FROM verdicts)
