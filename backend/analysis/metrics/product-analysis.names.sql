-- The newest name by (ts, event_id, source): the time first, as a plain maximum, so that only its ties are ordered.
WITH top AS (
  SELECT product_id, COUNT(*) AS events, MAX(CASE WHEN product_name IS NOT NULL THEN ts END) AS named_ts
  FROM ev WHERE product_id IS NOT NULL
  GROUP BY product_id
  ORDER BY events DESC NULLS LAST, product_id ASC NULLS LAST
  LIMIT 20),
 named AS (
  SELECT ev.product_id, ev.product_name,
    ROW_NUMBER() OVER (PARTITION BY ev.product_id ORDER BY ev.event_id DESC NULLS LAST, ev.source DESC NULLS LAST) AS newest
  FROM ev JOIN top ON top.product_id = ev.product_id AND top.named_ts = ev.ts
  WHERE ev.product_name IS NOT NULL)
SELECT product_id, product_name AS name FROM named WHERE newest = 1 ORDER BY product_id ASC NULLS LAST
