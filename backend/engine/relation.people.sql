SELECT visitor, user_id, CAST(sum(events) AS BIGINT) AS events, min(first_ts) AS first_ts, max(last_ts) AS last_ts, by_value
FROM (
/*tallies*/
)
GROUP BY visitor, user_id, by_value
