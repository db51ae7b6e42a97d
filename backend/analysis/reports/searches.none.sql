SELECT term, by_value, session_no, start_ts, then_product FROM searches WHERE results = 0
