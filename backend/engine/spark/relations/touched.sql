-- The touches that get the credit for each session. A visitor's sessions are in the order of (start_ts, session_key).
SELECT
	session_no, visit, prev_start,
	first.start_ts AS first_start, first.session_no = session_no AS is_new,
	first.channel AS first_channel, first.utm_source AS first_utm_source, first.utm_medium AS first_utm_medium,
	first.utm_campaign AS first_utm_campaign,
	last.channel AS last_channel, last.utm_source AS last_utm_source, last.utm_medium AS last_utm_medium, last.utm_campaign AS last_utm_campaign
FROM (
	SELECT
		session_no, row_number() OVER so_far AS visit, lag(start_ts) OVER in_order AS prev_start, first_value(own) OVER so_far AS first,
		coalesce(last_value(CASE WHEN own.channel <> 'direct' THEN own END) IGNORE NULLS OVER so_far, own) AS last
	FROM (
		SELECT
			session_no, session_key, visitor, start_ts,
			named_struct('start_ts', start_ts, 'session_no', session_no, 'channel', coalesce(channel, 'direct'), 'utm_source', utm_source,
				'utm_medium', utm_medium, 'utm_campaign', utm_campaign) AS own
		FROM all_sessions
	)
	WINDOW
		in_order AS (PARTITION BY visitor ORDER BY start_ts, session_key),
		so_far AS (PARTITION BY visitor ORDER BY start_ts, session_key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
