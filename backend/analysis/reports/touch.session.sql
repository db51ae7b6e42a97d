SELECT session_no, visitor, events, has_order, by_value, channel, utm_source, utm_medium, utm_campaign
FROM ses
