-- A product matches when every word stands in one of its fields. The rank of a word is that of the best field it stands in; the
-- whole question found in the name counts on top. Nothing is a pattern: words are looked for letter by letter, without case and accents.
WITH words AS (
	SELECT DISTINCT unnest(string_split_regex(trim(strip_accents(lower($q))), '\s+')) AS word
), folded AS (
	SELECT *,
		strip_accents(lower(name)) AS in_name,
		list_transform(tags, lambda tag: strip_accents(lower(tag))) AS in_tags,
		strip_accents(lower(coalesce(category, ''))) AS in_category,
		strip_accents(lower(coalesce(brand, ''))) AS in_brand,
		strip_accents(lower(coalesce(description, ''))) AS in_description
	FROM products
	WHERE ($category IS NULL OR category = $category)
		AND ($min_price IS NULL OR price >= $min_price)
		AND ($max_price IS NULL OR price <= $max_price)
		AND (NOT $in_stock OR stock IS NULL OR stock > 0)
		AND (NOT $any_tag OR list_has_any(tags, from_json($tags, '["VARCHAR"]')))
), ranked AS (
	SELECT product_id, min(rank) AS worst, sum(rank) AS rank
	FROM (
		SELECT product_id,
			CASE
				WHEN word = '' THEN 1
				WHEN in_name = word THEN 16
				WHEN starts_with(in_name, word || ' ') THEN 12
				WHEN contains(' ' || in_name || ' ', ' ' || word || ' ') THEN 10
				WHEN contains(' ' || in_name, ' ' || word) THEN 8
				WHEN list_contains(in_tags, word) THEN 6
				WHEN in_category = word OR in_brand = word THEN 5
				WHEN contains(in_name, word) THEN 4
				WHEN contains(in_category, word) OR contains(in_brand, word) THEN 3
				WHEN contains(array_to_string(in_tags, ' '), word) THEN 2
				WHEN contains(in_description, word) THEN 1
				ELSE 0
			END AS rank
		FROM folded, words
	)
	GROUP BY product_id
)
SELECT product_id, slug, name, category, price, currency, tags, description, brand, stock, image_url, created_at, updated_at, count(*) OVER () AS total
FROM folded JOIN ranked USING (product_id)
WHERE worst > 0
ORDER BY
	CASE $sort WHEN 'relevance' THEN rank + CASE WHEN contains(trim($q), ' ') AND contains(in_name, trim(strip_accents(lower($q)))) THEN 4 ELSE 0 END END DESC,
	CASE $sort WHEN 'price_asc' THEN price END ASC,
	CASE $sort WHEN 'price_desc' THEN price END DESC,
	CASE $sort WHEN 'name_desc' THEN in_name END DESC,
	CASE $sort WHEN 'created_desc' THEN created_at END DESC,
	in_name ASC, product_id ASC
LIMIT $limit OFFSET $offset
