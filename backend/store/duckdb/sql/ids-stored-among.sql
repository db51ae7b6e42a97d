SELECT source, event_id FROM events
WHERE seq >= $since AND seq < $until AND event_id IN (SELECT unnest($ids))
