-- The time in which the events of edited days lie; nothing where none is edited.
SELECT coalesce(min(day), 0) AS lo, coalesce(max(day) + 86400000, 0) AS hi FROM touched_days WHERE edited
