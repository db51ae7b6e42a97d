SELECT /*e.columns*/, e.visitor, /*e.by*/ AS by_value
FROM events e
WHERE NOT e.hidden AND e.seq <= $folded
