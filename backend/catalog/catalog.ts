import type { z } from "zod";
import type { catalogContract, Product, ProductPage, ProductSort } from "../contract/catalog.js";
import { AppError } from "../contract/errors.js";
import { os } from "../operations.js";
import type { CatalogStore, ProductQuery, StoredProduct } from "../store/catalog-ports.js";
import { importProducts, type ProductFile } from "./import-products.js";

export { type OrderEvent, ordersRouter } from "./orders.js";
export { slugOf } from "./slug.js";

export interface CatalogDeps {
	readonly store: CatalogStore;
	/** Epoch ms. */
	readonly now: () => number;
	/** Rows of a file that was opened for import. Throws AppError `not_found`. */
	readonly openRows: (fileId: string) => Promise<ProductFile>;
}

const wire = ({ productId, imageUrl, createdAt, updatedAt, tags, ...rest }: StoredProduct): Product => ({
	_id: productId,
	...rest,
	tags: [...tags],
	image_url: imageUrl,
	created_at: new Date(createdAt).toISOString(),
	updated_at: new Date(updatedAt).toISOString(),
});

const found = (product: StoredProduct | null, told: string): Product => {
	if (product) return wire(product);
	throw new AppError("not_found", `There is no product ${told}. It may have been taken out of the catalog.`);
};

type Filters = z.output<(typeof catalogContract.products)["~orpc"]["inputSchema"] & object>;

const queryOf = (input: Filters & { readonly q?: string }, usual: ProductSort): ProductQuery => {
	const { min_price: minPrice = null, max_price: maxPrice = null } = input;
	if (minPrice !== null && maxPrice !== null && minPrice > maxPrice) {
		throw new AppError("invalid", `min_price ${minPrice} is above max_price ${maxPrice}. Swap them.`, { path: "min_price" });
	}
	return {
		q: input.q?.trim() ?? "",
		category: input.category ?? null,
		minPrice,
		maxPrice,
		tags: (input.tags ?? "")
			.split(",")
			.map((tag) => tag.trim())
			.filter((tag) => tag !== ""),
		inStock: input.in_stock === "true",
		sort: input.sort ?? usual,
		limit: input.limit,
		offset: input.offset,
	};
};

const pageOf = async (store: CatalogStore, query: ProductQuery): Promise<ProductPage> => {
	const { items, total } = await store.findProducts(query);
	return { items: items.map(wire), total, limit: query.limit, offset: query.offset };
};

/** The same category, the nearest in price first; ties by name. */
const relatedTo = async (store: CatalogStore, id: string, limit: number): Promise<Product[]> => {
	const { category, price, _id } = found(await store.product(id), id);
	if (category === null) return [];
	const near = { q: "", category, minPrice: null, maxPrice: null, tags: [], inStock: false, limit: limit + 1, offset: 0 } as const;
	const [above, below] = await Promise.all([
		store.findProducts({ ...near, minPrice: price, sort: "price_asc" }),
		store.findProducts({ ...near, maxPrice: price, sort: "price_desc" }),
	]);
	const others = new Map([...above.items, ...below.items].map((item) => [item.productId, item]));
	others.delete(_id);
	const distance = (item: StoredProduct): number => Math.abs(item.price - price);
	return [...others.values()]
		.sort((a, b) => distance(a) - distance(b) || (a.name < b.name ? -1 : 1))
		.slice(0, limit)
		.map(wire);
};

/** The operations of backend/contract/catalog.ts. */
export const catalogRouter = ({ store, now, openRows }: CatalogDeps) => ({
	products: os.catalog.products.handler(({ input }) => pageOf(store, queryOf(input, "name_asc"))),
	search: os.catalog.search.handler(({ input }) => pageOf(store, queryOf(input, "relevance"))),
	categories: os.catalog.categories.handler(async () => {
		const known = await store.categories();
		return {
			items: known.map(({ category }) => category),
			counts: Object.fromEntries(known.map(({ category, products }) => [category, products])),
		};
	}),
	bySlug: os.catalog.bySlug.handler(async ({ input: { slug } }) => found(await store.productBySlug(slug), `with the slug ${slug}`)),
	byId: os.catalog.byId.handler(async ({ input: { id } }) => found(await store.product(id), `with the id ${id}`)),
	related: os.catalog.related.handler(async ({ input: { id, limit } }) => ({ items: await relatedTo(store, id, limit) })),
	importProducts: os.catalog.importProducts.handler(async ({ input, signal }) =>
		importProducts(store, await openRows(input.file_id), { dryRun: input.dry_run, now: now(), signal }),
	),
	remove: os.catalog.remove.handler(async ({ input: { id } }) => {
		if (!(await store.removeProduct(id))) found(null, `with the id ${id}`);
		return { status: "ok" as const };
	}),
});
