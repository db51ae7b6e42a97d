-- The visit that a spam referrer opens is spam whole: all events of its visitor within half an hour of one. An event by itself is spam
-- when it has such a referrer.
WITH hits AS (SELECT visitor, ts, referrer FROM events WHERE referrer IN (SELECT value FROM listed)),
suspects AS (SELECT seq, visitor, ts, referrer FROM events WHERE visitor IN (SELECT visitor FROM hits)),
firsts AS (SELECT visitor, ts, min(referrer) AS referrer FROM hits GROUP BY visitor, ts)
SELECT s.seq, CAST(:score AS DOUBLE) AS score, nullif(split_part(split_part(h.referrer, '://', -1), '/', 1), '') AS subject
FROM suspects s ASOF JOIN firsts h ON s.visitor = h.visitor AND s.ts >= h.ts
WHERE s.ts - h.ts <= 1800000 AND (NOT :single OR s.referrer IN (SELECT value FROM listed))
