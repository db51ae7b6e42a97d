-- tags and dates as the contract has them; price is of the product's own currency.
CREATE TABLE products (
	product_id VARCHAR NOT NULL,
	slug VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	category VARCHAR,
	price DECIMAL(18, 4) NOT NULL,
	currency VARCHAR,
	tags VARCHAR[] NOT NULL,
	description VARCHAR,
	brand VARCHAR,
	stock BIGINT,
	image_url VARCHAR,
	created_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL
);
-- order_key is the shop's own, one a checkout; body is the order in the contract's words.
CREATE TABLE orders (order_key VARCHAR NOT NULL, order_id VARCHAR NOT NULL, user_id VARCHAR, created_at VARCHAR NOT NULL, body VARCHAR NOT NULL);
