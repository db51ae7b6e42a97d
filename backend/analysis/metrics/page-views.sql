SELECT COALESCE(CAST(SUM(events) AS BIGINT), 0) AS page_views FROM bins WHERE action = 'page_viewed'
