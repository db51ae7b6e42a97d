SELECT session_no, visitor, events, has_order, by_value, last_channel AS channel, last_utm_source AS utm_source, last_utm_medium AS utm_medium, last_utm_campaign AS utm_campaign
FROM touches
