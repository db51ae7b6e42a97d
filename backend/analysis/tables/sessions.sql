SELECT session_key AS session, visitor, start_ts, end_ts, end_ts - start_ts AS duration_ms, events, page_events, distinct_pages,
  entry_page, exit_page, shop_depth, CASE WHEN has_order THEN 1 ELSE 0 END AS has_order
FROM ses
