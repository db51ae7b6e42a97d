-- The functions that metrics use, by the names of every engine's prelude. One statement a function; Spark types their arguments.
-- Those that read JSON are worker.py's: property_text, told_products and told_results.
CREATE OR REPLACE TEMPORARY FUNCTION local_ts(ts BIGINT, tz STRING) RETURNS TIMESTAMP_NTZ
RETURN convert_timezone('UTC', tz, CAST(timestamp_millis(ts) AS TIMESTAMP_NTZ));
CREATE OR REPLACE TEMPORARY FUNCTION local_day(ts BIGINT, tz STRING) RETURNS STRING RETURN CAST(CAST(local_ts(ts, tz) AS DATE) AS STRING);
CREATE OR REPLACE TEMPORARY FUNCTION local_hour(ts BIGINT, tz STRING) RETURNS INT RETURN hour(local_ts(ts, tz));
CREATE OR REPLACE TEMPORARY FUNCTION local_week(ts BIGINT, tz STRING) RETURNS STRING
RETURN CAST(CAST(date_trunc('WEEK', local_ts(ts, tz)) AS DATE) AS STRING);
CREATE OR REPLACE TEMPORARY FUNCTION days_between(a STRING, b STRING) RETURNS INT RETURN datediff(CAST(b AS DATE), CAST(a AS DATE));
CREATE OR REPLACE TEMPORARY FUNCTION ratio(a DOUBLE, b DOUBLE) RETURNS DOUBLE RETURN a / nullif(b, 0D);
CREATE OR REPLACE TEMPORARY FUNCTION idiv(a BIGINT, b BIGINT) RETURNS BIGINT RETURN a DIV nullif(b, 0);
CREATE OR REPLACE TEMPORARY FUNCTION moment(ts BIGINT, event_id STRING, source STRING) RETURNS STRUCT<ts: BIGINT, event_id: STRING, source: STRING>
RETURN named_struct('ts', ts, 'event_id', event_id, 'source', source);
CREATE OR REPLACE TEMPORARY FUNCTION page_kind(page STRING) RETURNS STRING
RETURN transform(array(trim(TRAILING '/' FROM lower(page))), path -> CASE
	WHEN path IN ('', '/home', '/index.html') THEN 'home'
	WHEN path IN ('/cart', '/basket') THEN 'cart'
	WHEN path = '/checkout' THEN 'checkout'
	WHEN path = '/search' THEN 'search'
	WHEN NOT startswith(path, '/') THEN NULL
	WHEN split_part(path, '/', 2) IN ('product', 'products', 'p') THEN 'product'
	WHEN split_part(path, '/', 2) IN ('category', 'categories', 'c', 'collections') THEN 'category'
END)[0];
-- Lower case, without blanks at its ends and with single spaces inside.
CREATE OR REPLACE TEMPORARY FUNCTION plain_term(term STRING) RETURNS STRING RETURN trim(regexp_replace(lower(term), '[ \\t\\n\\f\\r]+', ' '));
CREATE OR REPLACE TEMPORARY FUNCTION size_of(list ARRAY<STRING>) RETURNS BIGINT RETURN CASE WHEN list IS NOT NULL THEN size(list) END;
CREATE OR REPLACE TEMPORARY FUNCTION nth(list ARRAY<STRING>, place BIGINT) RETURNS STRING
RETURN CASE WHEN place >= 1 THEN get(list, CAST(place - 1 AS INT)) END;
CREATE OR REPLACE TEMPORARY FUNCTION place_of(list ARRAY<STRING>, value STRING) RETURNS BIGINT RETURN nullif(array_position(list, value), 0);
