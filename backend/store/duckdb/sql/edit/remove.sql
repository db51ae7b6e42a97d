DELETE FROM events USING keys k WHERE k.source = events.source AND k.event_id = events.event_id
