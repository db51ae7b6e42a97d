SELECT ts, kind, order_key, session_key, currency, amount FROM run_order_lines WHERE ts >= $from AND ts < $to
