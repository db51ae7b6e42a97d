SELECT /*columns*/, strftime(epoch_ms(ts), '%Y-%m-%d') AS day FROM events WHERE seq <= $folded AND list_contains($days, strftime(epoch_ms(ts), '%Y-%m-%d'))
