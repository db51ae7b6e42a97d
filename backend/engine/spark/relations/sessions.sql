-- Reads `sessionised`; one row a session. trail is its pages and funnel steps in order, and steps the word of these. "In this order, each
-- another event" is asked place by place, the first after the one before: Java's patterns go back and forth, which takes minutes for a
-- session of some ten thousand events.
WITH trails AS (
	SELECT
		session_key,
		any_value(client_session) AS client_session,
		min(seq) AS session_no,
		min_by(visitor, nth) AS visitor,
		min(ts) AS start_ts,
		max(ts) AS end_ts,
		count(*) AS events,
		count(page) AS page_events,
		count(DISTINCT page) AS distinct_pages,
		coalesce(bool_or(action = 'order_completed'), false) AS has_order,
		min_by(user_id, nth) FILTER (WHERE user_id IS NOT NULL) AS user_id,
		min_by(channel, nth) FILTER (WHERE channel IS NOT NULL) AS channel,
		min_by(device, nth) FILTER (WHERE device IS NOT NULL) AS device,
		min_by(struct(utm_source, utm_medium, utm_campaign), nth)
			FILTER (WHERE coalesce(utm_source, utm_medium, utm_campaign) IS NOT NULL) AS utm,
		array_sort(collect_list(struct(nth, page, step)) FILTER (WHERE page IS NOT NULL OR step IS NOT NULL)) AS trail
	FROM sessionised
	GROUP BY session_key
),
words AS (
	SELECT
		* EXCEPT (trail),
		array_join(transform(trail, one -> one.step), '') AS steps,
		filter(transform(trail, one -> one.page), page -> page IS NOT NULL) AS seen
	FROM trails
),
-- In journeys a search is as good as a category, and the cart as good as an add.
places AS (
	SELECT
		*,
		translate(steps, 'SB', 'CA') AS journey,
		locate('H', steps) AS home,
		locate('P', steps) AS product,
		locate('S', steps) AS search,
		CASE WHEN product > 0 THEN locate('A', steps, product + 1) ELSE 0 END AS added,
		CASE WHEN added > 0 THEN locate('K', steps, added + 1) ELSE 0 END AS checkout,
		CASE WHEN checkout > 0 THEN locate('O', steps, checkout + 1) ELSE 0 END AS ordered,
		CASE WHEN home > 0 THEN locate('C', journey, home + 1) ELSE 0 END AS journey_2,
		CASE WHEN journey_2 > 0 THEN locate('P', journey, journey_2 + 1) ELSE 0 END AS journey_3,
		CASE WHEN journey_3 > 0 THEN locate('A', journey, journey_3 + 1) ELSE 0 END AS journey_4,
		CASE WHEN journey_4 > 0 THEN locate('K', journey, journey_4 + 1) ELSE 0 END AS journey_5,
		CASE WHEN journey_5 > 0 THEN locate('O', journey, journey_5 + 1) ELSE 0 END AS journey_6
	FROM words
)
SELECT
	session_no, session_key, client_session, visitor, start_ts, end_ts, events, page_events, distinct_pages,
	page_events > distinct_pages AS repeats_page,
	try_element_at(seen, 1) AS entry_page, try_element_at(seen, -1) AS exit_page, has_order,
	CASE WHEN ordered > 0 THEN 5 WHEN checkout > 0 THEN 4 WHEN added > 0 THEN 3 WHEN product > 0 THEN 2 ELSE 1 END AS shop_depth,
	CASE
		WHEN journey_6 > 0 THEN 6 WHEN journey_5 > 0 THEN 5 WHEN journey_4 > 0 THEN 4 WHEN journey_3 > 0 THEN 3 WHEN journey_2 > 0 THEN 2
		WHEN home > 0 THEN 1 ELSE 0
	END AS journey_depth,
	home > 0 AS has_home,
	product > 0 AS has_product,
	search > 0 AS has_search,
	home > 0 AND locate('P', steps, home + 1) > 0 AS home_to_product,
	product > 0 AND locate('K', steps, product + 1) > 0 AS product_to_checkout,
	home > 0 AND locate('K', steps, home + 1) > 0 AS home_to_checkout,
	search > 0 AND locate('P', steps, search + 1) > 0 AS search_to_product,
	user_id, channel, utm.utm_source AS utm_source, utm.utm_medium AS utm_medium, utm.utm_campaign AS utm_campaign, device,
	CASE WHEN page_events > 0 THEN slice(filter(seen, (page, at) -> at = 0 OR page <> get(seen, at - 1)), 1, 100) END AS pages
FROM places
