CREATE OR REPLACE TEMP TABLE browsing AS SELECT DISTINCT source FROM events WHERE action IN ('page_viewed', 'product_viewed')
