-- The functions that metrics and kept-up tables use. The same names exist in every engine's prelude.
CREATE OR REPLACE TEMP MACRO local_ts(ts, tz) AS ((epoch_ms(CAST(ts AS BIGINT)) AT TIME ZONE 'UTC') AT TIME ZONE tz);
CREATE OR REPLACE TEMP MACRO local_day(ts, tz) AS CAST(CAST(local_ts(ts, tz) AS DATE) AS VARCHAR);
CREATE OR REPLACE TEMP MACRO local_hour(ts, tz) AS CAST(hour(local_ts(ts, tz)) AS INTEGER);
CREATE OR REPLACE TEMP MACRO local_week(ts, tz) AS CAST(CAST(date_trunc('week', local_ts(ts, tz)) AS DATE) AS VARCHAR);
CREATE OR REPLACE TEMP MACRO days_between(a, b) AS CAST(date_diff('day', CAST(a AS DATE), CAST(b AS DATE)) AS INTEGER);
CREATE OR REPLACE TEMP MACRO ratio(a, b) AS CAST(a AS DOUBLE) / NULLIF(CAST(b AS DOUBLE), 0);
CREATE OR REPLACE TEMP MACRO idiv(a, b) AS CAST(a AS BIGINT) // NULLIF(CAST(b AS BIGINT), 0);
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
