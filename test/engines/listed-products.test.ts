import fc from "fast-check";
import { expect, test } from "vitest";
import { listedProducts } from "../../backend/store/duckdb/listed-products.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import prelude from "../../backend/store/duckdb/sql/prelude.sql";

const value = fc.oneof(
	fc.constantFrom<unknown>("", " ", "0", "Cup", 'a"b\\', "\u00e9\ud83c\udf75", null, true, false, [], ["1"], {}, { id: "1" }),
	fc.integer(),
	fc.constantFrom(0, -1, 4.25, 10.1, 9_007_199_254_740_991),
);
const names = ["product_id", "productId", "sku", "item_id", "id", "product_name", "productName", "name", "item_name"] as const;
const categories = ["product_category", "productCategory", "category", "item_category", "price", "__proto__"] as const;
const entry = fc.oneof(
	{ weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...names, ...categories), value, { maxKeys: 6 }) },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>(null, "1", 7, [], [{ id: "1" }], true) },
);
const products = fc.oneof({ weight: 6, arbitrary: fc.array(entry, { maxLength: 4 }) }, { weight: 1, arbitrary: entry });

const inSql = `SELECT nth, item_product(item) AS product, item_name(item) AS name, item_category(item) AS category
	FROM (SELECT unnest(json_extract($properties, '$.products[*]')) AS item, generate_subscripts(json_extract($properties, '$.products[*]'), 1) AS nth)
	WHERE item_product(item) IS NOT NULL ORDER BY nth`;

test("products[] names what reports read from it: as the prelude's SQL tells", async () => {
	const store = await openDuckStore({ path: ":memory:" });
	try {
		await store.database.use(async (link) => {
			await link.exec(prelude);
			const told = async (properties: string) =>
				(await link.rows(inSql, { properties })).map(({ product: productId, name, category }) => ({ productId, name, category }));
			await fc.assert(
				fc.asyncProperty(products, async (some) => {
					const properties = JSON.stringify({ products: some });
					expect(listedProducts(properties)).toEqual(await told(properties));
				}),
				{ numRuns: 150 },
			);
			expect(listedProducts('{"other":1}')).toEqual([]);
		});
	} finally {
		await store.close();
	}
});
