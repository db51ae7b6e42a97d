-- Reads `sessionised` and `event_places`; one row a session, in which nth orders the events.
-- trail is its pages and funnel steps in that order, so that "in this order, each another event" is a pattern over the word of its
-- steps. A sorted list makes it: string_agg with ORDER BY took three times as long. A step is looked up once for each pair of action
-- and page, not for each event.
WITH steps AS (SELECT action, page, step_of(action, page) AS step FROM (SELECT DISTINCT action, page FROM sessionised)),
trails AS (
	SELECT
		session_key,
		any_value(client_session) AS client_session,
		min(seq) AS session_no,
		arg_min(visitor, nth) AS visitor,
		min(ts) AS start_ts,
		max(ts) AS end_ts,
		count(*) AS events,
		count(page) AS page_events,
		count(DISTINCT page) AS distinct_pages,
		coalesce(bool_or(action = 'order_completed'), false) AS has_order,
		arg_min(user_id, nth) FILTER (WHERE user_id IS NOT NULL) AS user_id,
		arg_min(channel, nth) FILTER (WHERE channel IS NOT NULL) AS channel,
		arg_min(device, nth) FILTER (WHERE device IS NOT NULL) AS device,
		arg_min(struct_pack(utm_source, utm_medium, utm_campaign), nth)
			FILTER (WHERE coalesce(utm_source, utm_medium, utm_campaign) IS NOT NULL) AS utm,
		list_sort(list(struct_pack(nth, page, step)) FILTER (WHERE page IS NOT NULL OR step IS NOT NULL)) AS trail
	FROM (
		SELECT e.*, s.step, o.nth
		FROM sessionised e JOIN event_places o ON o.seq = e.seq JOIN steps s ON s.action IS NOT DISTINCT FROM e.action AND s.page IS NOT DISTINCT FROM e.page
	)
	GROUP BY session_key
),
words AS (
	SELECT
		* EXCLUDE (trail),
		coalesce(array_to_string(list_transform(trail, lambda one: one.step), ''), '') AS steps,
		list_filter(list_transform(trail, lambda one: one.page), lambda page: page IS NOT NULL) AS seen
	FROM trails
)
SELECT
	session_no, session_key, client_session, visitor, start_ts, end_ts, events, page_events, distinct_pages,
	page_events > distinct_pages AS repeats_page,
	seen[1] AS entry_page, seen[-1] AS exit_page, has_order,
	CASE
		WHEN regexp_matches(steps, 'P.*A.*K.*O') THEN 5 WHEN regexp_matches(steps, 'P.*A.*K') THEN 4
		WHEN regexp_matches(steps, 'P.*A') THEN 3 WHEN contains(steps, 'P') THEN 2 ELSE 1
	END AS shop_depth,
	CASE
		WHEN NOT contains(steps, 'H') THEN 0
		WHEN regexp_matches(steps, 'H.*[CS].*P.*[AB].*K.*O') THEN 6 WHEN regexp_matches(steps, 'H.*[CS].*P.*[AB].*K') THEN 5
		WHEN regexp_matches(steps, 'H.*[CS].*P.*[AB]') THEN 4 WHEN regexp_matches(steps, 'H.*[CS].*P') THEN 3
		WHEN regexp_matches(steps, 'H.*[CS]') THEN 2 ELSE 1
	END AS journey_depth,
	contains(steps, 'H') AS has_home,
	contains(steps, 'P') AS has_product,
	contains(steps, 'S') AS has_search,
	regexp_matches(steps, 'H.*P') AS home_to_product,
	regexp_matches(steps, 'P.*K') AS product_to_checkout,
	regexp_matches(steps, 'H.*K') AS home_to_checkout,
	regexp_matches(steps, 'S.*P') AS search_to_product,
	user_id, channel, utm.utm_source AS utm_source, utm.utm_medium AS utm_medium, utm.utm_campaign AS utm_campaign, device,
	CASE WHEN page_events > 0 THEN list_filter(seen, lambda page, nth: nth = 1 OR page <> seen[nth - 1])[1:100] END AS pages
FROM words
