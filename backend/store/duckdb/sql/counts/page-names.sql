CREATE OR REPLACE TEMP TABLE page_names AS
SELECT unnest(from_json_strict($pages, '["VARCHAR"]')) AS page, unnest(from_json_strict($names, '["VARCHAR"]')) AS name
