SELECT session_no, visitor, events, has_order, by_value, first_channel AS channel, first_utm_source AS utm_source, first_utm_medium AS utm_medium, first_utm_campaign AS utm_campaign
FROM touches
