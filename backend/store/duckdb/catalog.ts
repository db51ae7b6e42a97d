import { AppError } from "../../contract/errors.js";
import type { CatalogStore, OrderStore, ProductDraft, ProductQuery, StoredProduct } from "../catalog-ports.js";
import { openGate } from "../gate.js";
import type { Database, Link } from "./database.js";
import { openOrders } from "./orders.js";
import { openShelf } from "./shelf.js";
import find from "./sql/catalog/find.sql";
import save from "./sql/catalog/save.sql";
import type { Params, PlainRow } from "./values.js";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

const productOf = (row: PlainRow): StoredProduct => ({
	productId: String(row["product_id"]),
	slug: String(row["slug"]),
	name: String(row["name"]),
	category: text(row["category"]),
	price: Number(row["price"]),
	currency: text(row["currency"]),
	tags: (row["tags"] as readonly string[] | null) ?? [],
	description: text(row["description"]),
	brand: text(row["brand"]),
	stock: typeof row["stock"] === "number" ? row["stock"] : null,
	imageUrl: text(row["image_url"]),
	createdAt: Number(row["created_at"]),
	updatedAt: Number(row["updated_at"]),
});

const rowOf = (product: StoredProduct) => ({
	product_id: product.productId,
	slug: product.slug,
	name: product.name,
	category: product.category,
	price: product.price.toFixed(4),
	currency: product.currency,
	tags: product.tags,
	description: product.description,
	brand: product.brand,
	stock: product.stock,
	image_url: product.imageUrl,
	created_at: product.createdAt,
	updated_at: product.updatedAt,
});

/** What an import can change, in one order of keys. */
const told = (product: StoredProduct): string =>
	JSON.stringify({ ...rowOf(product), product_id: null, created_at: null, updated_at: null });

const among = (link: Link, column: "slug" | "product_id", values: readonly string[]): Promise<PlainRow[]> =>
	link.rows(`SELECT * FROM products WHERE ${column} IN (SELECT unnest($values))`, { values });

const taken = (product: StoredProduct, other: string): AppError =>
	new AppError(
		"conflict",
		`The product id ${product.productId} of ${product.slug} belongs to the product ${other} already. Give each product an id of its own.`,
		{ product_id: product.productId },
	);

const checkIds = async (link: Link, added: readonly StoredProduct[]): Promise<void> => {
	const owners = new Map(
		(
			await among(
				link,
				"product_id",
				added.map(({ productId }) => productId),
			)
		).map((row) => [String(row["product_id"]), String(row["slug"])]),
	);
	for (const product of added) {
		const other = owners.get(product.productId);
		if (other !== undefined && other !== product.slug) throw taken(product, other);
		owners.set(product.productId, product.slug);
	}
};

interface Saving {
	readonly at: number;
	readonly dryRun: boolean;
}

type Outcome = "inserted" | "updated" | "unchanged";

const saveAll = async (link: Link, drafts: readonly ProductDraft[], { at, dryRun }: Saving): Promise<Outcome[]> => {
	const before = new Map(
		(
			await among(
				link,
				"slug",
				drafts.map(({ slug }) => slug),
			)
		)
			.map(productOf)
			.map((known) => [known.slug, known]),
	);
	const after = new Map<string, StoredProduct>();
	const outcomes = drafts.map((draft): Outcome => {
		const known = after.get(draft.slug) ?? before.get(draft.slug);
		const next = { ...draft, productId: known?.productId ?? draft.productId, createdAt: known?.createdAt ?? at, updatedAt: at };
		if (known && told(known) === told(next)) return "unchanged";
		after.set(draft.slug, next);
		return known ? "updated" : "inserted";
	});
	await checkIds(link, [...after.values()]);
	if (dryRun) return outcomes;
	await link.exec("DELETE FROM products WHERE slug IN (SELECT unnest($slugs))", { slugs: [...after.keys()] });
	await link.exec(save, { products: JSON.stringify([...after.values()].map(rowOf)) });
	return outcomes;
};

const paramsOf = ({ q, category, minPrice, maxPrice, tags, inStock, sort, limit, offset }: ProductQuery): Params => ({
	q,
	category,
	min_price: minPrice,
	max_price: maxPrice,
	tags: JSON.stringify(tags),
	any_tag: tags.length > 0,
	in_stock: inStock,
	sort,
	limit,
	offset,
});

export const openCatalog = (database: Database): CatalogStore & OrderStore => {
	const gate = openGate(1);
	const shelf = openShelf(database);
	const one = async (column: "slug" | "product_id", value: string): Promise<StoredProduct | null> => {
		const [row] = await database.use((link) => link.rows(`SELECT * FROM products WHERE ${column} = $value`, { value }));
		return row ? productOf(row) : null;
	};
	return {
		...openOrders(database, gate, shelf.changed),
		saveProducts: async (products, at, { dryRun = false } = {}) => {
			if (products.length === 0) return [];
			const save = () => database.use((link) => link.transaction(() => saveAll(link, products, { at, dryRun })));
			return gate.enter(() => (dryRun ? save() : save().finally(() => shelf.changed())));
		},
		product: (productId) => one("product_id", productId),
		productBySlug: (slug) => one("slug", slug),
		productsOf: async (ids) => (await database.use((link) => among(link, "product_id", ids))).map(productOf),
		shelfOf: shelf.of,
		hasProducts: async () => (await database.use((link) => link.rows("SELECT 1 FROM products LIMIT 1"))).length > 0,
		findProducts: async (query) => {
			const rows = await database.use((link) => link.rows(find, paramsOf(query)));
			const first = rows[0];
			if (first || query.offset === 0) return { items: rows.map(productOf), total: Number(first?.["total"] ?? 0) };
			// Past the end there is no row that could carry the total.
			const [whole] = await database.use((link) => link.rows(find, paramsOf({ ...query, limit: 1, offset: 0 })));
			return { items: [], total: Number(whole?.["total"] ?? 0) };
		},
		categories: async () => {
			const rows = await database.use((link) =>
				link.rows("SELECT category, count(*) AS products FROM products WHERE category IS NOT NULL GROUP BY category ORDER BY category"),
			);
			return rows.map((row) => ({ category: String(row["category"]), products: Number(row["products"]) }));
		},
		removeProduct: (productId) =>
			gate.enter(async () => {
				const removing = database.use((link) => link.exec("DELETE FROM products WHERE product_id = $productId", { productId }));
				return (await removing.finally(() => shelf.changed([productId]))) > 0;
			}),
	};
};
