-- A visitor is counted at the first of its sessions in the range, and again at the second: that is its second ever, unless it came before
-- the range; only such visitors are told apart one by one.
SELECT
  COUNT(*) AS sessions,
  COUNT(*) FILTER (WHERE distinct_pages > 1) AS multi_page,
  COUNT(*) FILTER (WHERE repeats_page) AS page_repeat,
  COUNT(*) FILTER (WHERE visit = 1 OR prev_start < CAST(:from AS BIGINT)) AS visitors,
  COUNT(*) FILTER (WHERE visit = 2 AND prev_start >= CAST(:from AS BIGINT))
    + COUNT(DISTINCT CASE WHEN first_start < CAST(:from AS BIGINT) AND prev_start >= CAST(:from AS BIGINT) THEN visitor END) AS returned
FROM touches
