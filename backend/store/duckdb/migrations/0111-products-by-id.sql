-- Not unique: a product that changes is deleted and inserted in one transaction, which a unique index of DuckDB's refuses.
CREATE INDEX products_by_id ON products (product_id);
CREATE INDEX products_by_slug ON products (slug);
