import type { Db, Filter } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { CatalogStore, ProductDraft, ProductQuery, StoredProduct } from "../catalog-ports.js";
import { openGate } from "../gate.js";
import { isDuplicate } from "./failures.js";
import { search } from "./product-search.js";

export interface ProductDocument {
	_id: string;
	slug: string;
	name: string;
	category: string | null;
	price: number;
	currency: string | null;
	tags: string[];
	description: string | null;
	brand: string | null;
	stock: number | null;
	image_url: string | null;
	created_at: Date;
	/** Missing in products of before the migration, which are not seen until it is done. */
	updated_at: Date;
	/** Orders under way that took of the stock: see orders.ts. */
	holds?: string[];
}

export const products = (db: Db) => db.collection<ProductDocument>("products");

export const productOf = (found: ProductDocument): StoredProduct => ({
	productId: found._id,
	slug: found.slug,
	name: found.name,
	category: found.category,
	price: found.price,
	currency: found.currency,
	tags: found.tags,
	description: found.description,
	brand: found.brand,
	stock: found.stock,
	imageUrl: found.image_url,
	createdAt: found.created_at.getTime(),
	updatedAt: found.updated_at.getTime(),
});

const fieldsOf = (product: ProductDraft) => ({
	slug: product.slug,
	name: product.name,
	category: product.category,
	price: product.price,
	currency: product.currency,
	tags: [...product.tags],
	description: product.description,
	brand: product.brand,
	stock: product.stock,
	image_url: product.imageUrl,
});

export const productDocument = (product: StoredProduct): ProductDocument => ({
	_id: product.productId,
	...fieldsOf(product),
	created_at: new Date(product.createdAt),
	updated_at: new Date(product.updatedAt),
});

const migrated = { updated_at: { $exists: true } } as const;

const taken = (id: string, slug: string, other: string): AppError =>
	new AppError("conflict", `The product id ${id} of ${slug} belongs to the product ${other} already. Give each product an id of its own.`, {
		product_id: id,
	});

const checkIds = async (db: Db, added: readonly StoredProduct[]): Promise<void> => {
	const ids = added.map(({ productId }) => productId);
	const owners = new Map(
		(
			await products(db)
				.find({ _id: { $in: ids } })
				.toArray()
		).map(({ _id, slug }) => [_id, slug]),
	);
	for (const { productId, slug } of added) {
		const other = owners.get(productId);
		if (other !== undefined && other !== slug) throw taken(productId, slug, other);
		owners.set(productId, slug);
	}
};

type Outcome = "inserted" | "updated" | "unchanged";

interface Planned {
	readonly outcomes: Outcome[];
	readonly after: readonly StoredProduct[];
}

const plan = async (db: Db, drafts: readonly ProductDraft[], at: number): Promise<Planned> => {
	const slugs = drafts.map(({ slug }) => slug);
	const found = (
		await products(db)
			.find({ slug: { $in: slugs }, ...migrated })
			.toArray()
	).map(productOf);
	const known = new Map(found.map((product) => [product.slug, product]));
	const after = new Map<string, StoredProduct>();
	const outcomes = drafts.map((draft): Outcome => {
		const before = known.get(draft.slug);
		const next = { ...draft, productId: before?.productId ?? draft.productId, createdAt: before?.createdAt ?? at, updatedAt: at };
		if (before && JSON.stringify(fieldsOf(before)) === JSON.stringify(fieldsOf(next))) return "unchanged";
		known.set(draft.slug, next);
		after.set(draft.slug, next);
		return before ? "updated" : "inserted";
	});
	return { outcomes, after: [...after.values()] };
};

/** Checked before as a whole; a server that is lost in the middle leaves a part, which the same call completes. */
const save = async (db: Db, after: readonly StoredProduct[]): Promise<void> => {
	const operations = after.map((product) => ({
		updateOne: {
			filter: { slug: product.slug, ...migrated },
			update: {
				$set: { ...fieldsOf(product), updated_at: new Date(product.updatedAt) },
				$setOnInsert: { _id: product.productId, created_at: new Date(product.createdAt) },
			},
			upsert: true,
		},
	}));
	await products(db)
		.bulkWrite(operations)
		.catch((error: unknown) => {
			if (!isDuplicate(error)) throw error;
			throw new AppError("conflict", "Another console changed the same products just now. Look at them, then save again.");
		});
};

const filterOf = ({ category, minPrice, maxPrice, tags, inStock }: ProductQuery): Filter<ProductDocument> => ({
	...migrated,
	...(category === null ? {} : { category }),
	...(minPrice === null && maxPrice === null
		? {}
		: { price: { ...(minPrice === null ? {} : { $gte: minPrice }), ...(maxPrice === null ? {} : { $lte: maxPrice }) } }),
	...(tags.length === 0 ? {} : { tags: { $in: [...tags] } }),
	...(inStock ? { $or: [{ stock: null }, { stock: { $gt: 0 } }] } : {}),
});

export const openCatalog = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): CatalogStore => {
	const gate = openGate(1);
	const one = (filter: Filter<ProductDocument>): Promise<StoredProduct | null> =>
		use(async (db) => {
			const found = await products(db).findOne({ ...filter, ...migrated });
			return found && productOf(found);
		});
	return {
		saveProducts: async (drafts, at, { dryRun = false } = {}) => {
			if (drafts.length === 0) return [];
			return gate.enter(() =>
				use(async (db) => {
					const { outcomes, after } = await plan(db, drafts, at);
					await checkIds(db, after);
					if (!dryRun && after.length > 0) await save(db, after);
					return outcomes;
				}),
			);
		},
		product: (productId) => one({ _id: productId }),
		productBySlug: (slug) => one({ slug }),
		productsOf: (ids) =>
			use(async (db) =>
				(
					await products(db)
						.find({ _id: { $in: [...ids] }, ...migrated })
						.toArray()
				).map(productOf),
			),
		shelfOf: (ids) =>
			use(async (db) => {
				const found = products(db).find({ _id: { $in: [...ids] }, ...migrated }, { projection: { category: 1, stock: 1 } });
				return (await found.toArray()).map(({ _id: productId, category, stock }) => ({ productId, category, stock }));
			}),
		hasProducts: () => use(async (db) => (await products(db).findOne(migrated, { projection: { _id: 1 } })) !== null),
		findProducts: (query) =>
			use(async (db) => {
				const found = search((await products(db).find(filterOf(query)).toArray()).map(productOf), query);
				return { items: found.slice(query.offset, query.offset + query.limit), total: found.length };
			}),
		categories: () =>
			use(async (db) => {
				const groups = products(db).aggregate<{ _id: string; products: number }>([
					{ $match: { category: { $type: "string" }, ...migrated } },
					{ $group: { _id: "$category", products: { $sum: 1 } } },
					{ $sort: { _id: 1 } },
				]);
				return (await groups.toArray()).map(({ _id: category, products: count }) => ({ category, products: count }));
			}),
		removeProduct: (productId) => use(async (db) => (await products(db).deleteOne({ _id: productId, ...migrated })).deletedCount > 0),
	};
};
