-- Events of the days that from or to cuts.
SELECT page, product_id, product_name, product_category, action, ts, event_id, source FROM events
WHERE NOT hidden AND seq <= $folded AND ts >= $from AND ts < $day_head_end
UNION ALL
SELECT page, product_id, product_name, product_category, action, ts, event_id, source FROM events
WHERE NOT hidden AND seq <= $folded AND ts >= $day_tail_start AND ts < $to
