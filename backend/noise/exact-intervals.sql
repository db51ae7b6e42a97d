-- Gaps between the views of a visitor that follow each other and are equal. Gaps below a second are left to the rule of speed.
WITH busy AS (SELECT visitor FROM views GROUP BY visitor HAVING count(*) > :gaps),
timed AS (
	SELECT visitor, seq, ts, ts - lag(ts) OVER (PARTITION BY visitor ORDER BY ts, seq) AS gap FROM views WHERE visitor IN (SELECT visitor FROM busy)
),
compared AS (
	SELECT visitor, seq, ts, gap,
		CASE WHEN gap >= 1000 AND abs(gap - lag(gap) OVER (PARTITION BY visitor ORDER BY ts, seq)) <= :tolerance_ms THEN 0 ELSE 1 END AS starts
	FROM timed
),
numbered AS (SELECT visitor, ts, gap, sum(starts) OVER (PARTITION BY visitor ORDER BY ts, seq ROWS UNBOUNDED PRECEDING) AS run FROM compared),
runs AS (
	SELECT visitor, min(ts - gap) AS lo, max(ts) AS hi FROM numbered WHERE gap >= 1000 GROUP BY visitor, run HAVING count(*) >= :gaps
),
parted AS (SELECT visitor, lo, hi, CASE WHEN lo - lag(hi) OVER (PARTITION BY visitor ORDER BY hi) <= 3600000 THEN 0 ELSE 1 END AS starts FROM runs),
spanned AS (SELECT visitor, lo, hi, sum(starts) OVER (PARTITION BY visitor ORDER BY hi ROWS UNBOUNDED PRECEDING) AS span FROM parted),
spans AS (SELECT visitor, min(lo) - 1800000 AS lo, max(hi) + 1800000 AS hi FROM spanned GROUP BY visitor, span)
SELECT e.seq, CAST(:score AS DOUBLE) AS score, e.visitor AS subject
FROM events e JOIN spans s ON s.visitor = e.visitor AND e.ts BETWEEN s.lo AND s.hi
WHERE e.source IN (SELECT source FROM browsing)
