-- The functions that metrics and kept-up tables use. The same names exist in every engine's prelude.
CREATE OR REPLACE TEMP MACRO local_ts(ts, tz) AS ((epoch_ms(CAST(ts AS BIGINT)) AT TIME ZONE 'UTC') AT TIME ZONE tz);
CREATE OR REPLACE TEMP MACRO local_day(ts, tz) AS CAST(CAST(local_ts(ts, tz) AS DATE) AS VARCHAR);
CREATE OR REPLACE TEMP MACRO local_hour(ts, tz) AS CAST(hour(local_ts(ts, tz)) AS INTEGER);
CREATE OR REPLACE TEMP MACRO local_week(ts, tz) AS CAST(CAST(date_trunc('week', local_ts(ts, tz)) AS DATE) AS VARCHAR);
CREATE OR REPLACE TEMP MACRO days_between(a, b) AS CAST(date_diff('day', CAST(a AS DATE), CAST(b AS DATE)) AS INTEGER);
CREATE OR REPLACE TEMP MACRO ratio(a, b) AS CAST(a AS DOUBLE) / NULLIF(CAST(b AS DOUBLE), 0);
CREATE OR REPLACE TEMP MACRO idiv(a, b) AS CAST(a AS BIGINT) // NULLIF(CAST(b AS BIGINT), 0);
-- Orders events as every definition does.
CREATE OR REPLACE TEMP MACRO moment(ts, event_id, source) AS ROW(ts, event_id, source);
-- The lambda binds the path once; a macro's argument is spliced, and so computed, at each place where it stands.
CREATE OR REPLACE TEMP MACRO page_kind(page) AS list_transform([rtrim(lower(page), '/')], lambda path: CASE
	WHEN path IN ('', '/home', '/index.html') THEN 'home'
	WHEN path IN ('/cart', '/basket') THEN 'cart'
	WHEN path = '/checkout' THEN 'checkout'
	WHEN path = '/search' THEN 'search'
	WHEN NOT starts_with(path, '/') THEN NULL
	WHEN split_part(path, '/', 2) IN ('product', 'products', 'p') THEN 'product'
	WHEN split_part(path, '/', 2) IN ('category', 'categories', 'c', 'collections') THEN 'category'
END)[1];
CREATE OR REPLACE TEMP MACRO step_of_page(page) AS list_transform([page_kind(page)], lambda kind: CASE kind
	WHEN 'home' THEN 'H' WHEN 'category' THEN 'C' WHEN 'search' THEN 'S' WHEN 'product' THEN 'P' WHEN 'cart' THEN 'B' WHEN 'checkout' THEN 'K'
END)[1];
-- The funnel step of an event: by its action where it has one that says more than a page view, else by its page.
CREATE OR REPLACE TEMP MACRO step_of(action, page) AS CASE
	WHEN action IS NULL OR action = 'page_viewed' THEN step_of_page(page)
	ELSE CASE action
		WHEN 'product_list_viewed' THEN 'C' WHEN 'products_searched' THEN 'S' WHEN 'product_viewed' THEN 'P' WHEN 'product_added' THEN 'A'
		WHEN 'cart_viewed' THEN 'B' WHEN 'checkout_started' THEN 'K' WHEN 'order_completed' THEN 'O' END
END;
-- The value at a JSON pointer as text: text as it is, numbers and booleans as JSON writes them, lists and objects as JSON; null when missing.
CREATE OR REPLACE TEMP MACRO property_text(json, pointer) AS json_extract_string(json, pointer);
-- The same for what may only be text or a number; empty text is as if missing.
CREATE OR REPLACE TEMP MACRO told(json, pointer) AS
	CASE WHEN json_type(json, pointer) IN ('VARCHAR', 'UBIGINT', 'BIGINT', 'DOUBLE') THEN nullif(json_extract_string(json, pointer), '') END;
-- What an entry of products[] tells, by the names that Segment's and GA4's senders use.
CREATE OR REPLACE TEMP MACRO item_product(item) AS
	coalesce(told(item, '/product_id'), told(item, '/productId'), told(item, '/sku'), told(item, '/item_id'), told(item, '/id'));
CREATE OR REPLACE TEMP MACRO item_name(item) AS
	coalesce(told(item, '/product_name'), told(item, '/productName'), told(item, '/name'), told(item, '/item_name'));
CREATE OR REPLACE TEMP MACRO item_category(item) AS
	coalesce(told(item, '/product_category'), told(item, '/productCategory'), told(item, '/category'), told(item, '/item_category'));
CREATE OR REPLACE TEMP MACRO item_price(item) AS
	TRY_CAST(coalesce(told(item, '/price'), told(item, '/product_price'), told(item, '/item_price'), told(item, '/unit_price')) AS DECIMAL(18, 4));
CREATE OR REPLACE TEMP MACRO item_quantity(item) AS
	TRY_CAST(coalesce(told(item, '/quantity'), told(item, '/qty'), '1') AS DECIMAL(18, 4));
-- The first that is a whole number of at most 15 digits, as text or as a number. All are looked up in one pass over the JSON.
CREATE OR REPLACE TEMP MACRO told_results(json) AS list_transform(
	list_filter(
		json_extract(json, ['/results', '/result_count', '/results_count', '/number_of_results', '/search_results']),
		lambda told: regexp_full_match(CAST(told AS VARCHAR), '"?\d{1,15}(\.0+)?"?')),
	lambda told: CAST(regexp_extract(CAST(told AS VARCHAR), '\d+') AS BIGINT))[1];
-- Lower case, without blanks at its ends and with single spaces inside.
CREATE OR REPLACE TEMP MACRO plain_term(term) AS trim(regexp_replace(lower(term), '\s+', ' ', 'g'));
-- Of a list: its length; the value at a place, 1 being the first and null what lies outside; the first place of a value, null without one.
CREATE OR REPLACE TEMP MACRO size_of(list) AS len(list);
CREATE OR REPLACE TEMP MACRO nth(list, place) AS CASE WHEN place >= 1 THEN list_extract(list, place) END;
CREATE OR REPLACE TEMP MACRO place_of(list, value) AS nullif(list_position(list, value), 0);
