INSERT INTO products
SELECT product_id, slug, name, category, CAST(price AS DECIMAL(18, 4)), currency, tags, description, brand, stock, image_url, created_at, updated_at
FROM (
	SELECT unnest(from_json($products, '[{"product_id":"VARCHAR","slug":"VARCHAR","name":"VARCHAR","category":"VARCHAR","price":"VARCHAR","currency":"VARCHAR","tags":["VARCHAR"],"description":"VARCHAR","brand":"VARCHAR","stock":"BIGINT","image_url":"VARCHAR","created_at":"BIGINT","updated_at":"BIGINT"}]'), recursive := true)
)
