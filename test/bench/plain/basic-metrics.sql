SELECT e.*, s.*
FROM (
	SELECT
		count(*) AS total_events,
		count(DISTINCT user_id) AS unique_users,
		count(DISTINCT visitor) AS visitors,
		count(DISTINCT coalesce(user_id, linked_user, visitor)) AS persons,
		min(ts) AS first_ts,
		max(ts) AS last_ts
	FROM visible LEFT JOIN linked USING (visitor)
) AS e, (
	SELECT
		count(*) AS sessions,
		count(*) FILTER (WHERE events = 1) AS bounced,
		CAST(sum(end_ts - start_ts) AS BIGINT) AS duration_ms,
		CAST(sum(events) AS BIGINT) AS events,
		CAST(sum(page_events) AS BIGINT) AS page_events
	FROM sessions
) AS s
