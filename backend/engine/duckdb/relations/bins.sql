-- Whole quarter hours from the ledger; where from or to cuts one, its part from the events.
SELECT bin, event_type, action, CAST(sum(n) AS BIGINT) AS events, CAST(NULL AS VARCHAR) AS by_value
FROM (
	SELECT bin, event_type, action, n FROM kept_bins WHERE NOT hidden AND bin >= $first_bin AND bin < $end_bin
	UNION ALL
	SELECT ts - ((ts % 900000) + 900000) % 900000, event_type, action, 1 FROM events
	WHERE NOT hidden AND seq <= $folded AND ts >= $from AND ts < $head_end
	UNION ALL
	SELECT ts - ((ts % 900000) + 900000) % 900000, event_type, action, 1 FROM events
	WHERE NOT hidden AND seq <= $folded AND ts >= $tail_start AND ts < $to
)
GROUP BY ALL
HAVING sum(n) <> 0
