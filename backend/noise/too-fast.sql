-- Any :views + 1 views of a visitor in a row that take less than :views times the gap. What the visitor does within half an hour of
-- these is of the same hand.
WITH busy AS (SELECT visitor FROM views GROUP BY visitor HAVING count(*) > :views),
timed AS (
	SELECT visitor, ts, lag(ts, CAST(:views AS BIGINT)) OVER (PARTITION BY visitor ORDER BY ts, seq) AS since
	FROM views WHERE visitor IN (SELECT visitor FROM busy)
),
bursts AS (SELECT visitor, since AS lo, ts AS hi FROM timed WHERE ts - since < :views * :gap_ms),
parted AS (
	SELECT visitor, lo, hi, CASE WHEN lo - lag(hi) OVER (PARTITION BY visitor ORDER BY hi, lo) <= 3600000 THEN 0 ELSE 1 END AS starts FROM bursts
),
numbered AS (SELECT visitor, lo, hi, sum(starts) OVER (PARTITION BY visitor ORDER BY hi, lo ROWS UNBOUNDED PRECEDING) AS span FROM parted),
spans AS (SELECT visitor, min(lo) - 1800000 AS lo, max(hi) + 1800000 AS hi FROM numbered GROUP BY visitor, span)
SELECT e.seq, CAST(:score AS DOUBLE) AS score, e.visitor AS subject
FROM events e JOIN spans s ON s.visitor = e.visitor AND e.ts BETWEEN s.lo AND s.hi
WHERE e.source IN (SELECT source FROM browsing)
