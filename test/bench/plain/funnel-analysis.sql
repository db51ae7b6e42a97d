-- ways: a search counts as a category list, and seeing the cart as adding to it.
SELECT
	count(*) AS sessions,
	count(*) FILTER (WHERE contains(steps, 'H')) AS home,
	count(*) FILTER (WHERE contains(steps, 'P')) AS product,
	count(*) FILTER (WHERE contains(steps, 'S')) AS search,
	count(*) FILTER (WHERE steps LIKE '%H%P%') AS home_to_product,
	count(*) FILTER (WHERE steps LIKE '%P%K%') AS product_to_checkout,
	count(*) FILTER (WHERE steps LIKE '%H%K%') AS home_to_checkout,
	count(*) FILTER (WHERE steps LIKE '%S%P%') AS search_to_product,
	count(*) FILTER (WHERE contains(steps, 'P')) AS shop_2,
	count(*) FILTER (WHERE steps LIKE '%P%A%') AS shop_3,
	count(*) FILTER (WHERE steps LIKE '%P%A%K%') AS shop_4,
	count(*) FILTER (WHERE steps LIKE '%P%A%K%O%') AS shop_5,
	count(*) FILTER (WHERE contains(steps, 'H')) AS journey_1,
	count(*) FILTER (WHERE ways LIKE '%H%C%') AS journey_2,
	count(*) FILTER (WHERE ways LIKE '%H%C%P%') AS journey_3,
	count(*) FILTER (WHERE ways LIKE '%H%C%P%A%') AS journey_4,
	count(*) FILTER (WHERE ways LIKE '%H%C%P%A%K%') AS journey_5,
	count(*) FILTER (WHERE ways LIKE '%H%C%P%A%K%O%') AS journey_6
FROM (SELECT steps, translate(steps, 'SB', 'CA') AS ways FROM sessions)
