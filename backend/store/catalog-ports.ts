import type { ProductSort } from "../contract/catalog.js";
import type { Order } from "../contract/orders.js";

/** A product as it is kept. Times are epoch milliseconds. */
export interface StoredProduct {
	readonly productId: string;
	readonly slug: string;
	readonly name: string;
	readonly category: string | null;
	readonly price: number;
	readonly currency: string | null;
	readonly tags: readonly string[];
	readonly description: string | null;
	readonly brand: string | null;
	readonly stock: number | null;
	readonly imageUrl: string | null;
	readonly createdAt: number;
	readonly updatedAt: number;
}

/** What tells whether a product may be put forward, and beside which others. */
export type ShelfProduct = Pick<StoredProduct, "productId" | "category" | "stock">;

export type ProductDraft = Omit<StoredProduct, "createdAt" | "updatedAt">;

export interface ProductQuery {
	/** Words; a product holds every one of them, taken literally, without case and accents. Empty: all products. */
	readonly q: string;
	readonly category: string | null;
	readonly minPrice: number | null;
	readonly maxPrice: number | null;
	/** Any of them; empty for no such filter. */
	readonly tags: readonly string[];
	readonly inStock: boolean;
	/** Ties by name, then id. */
	readonly sort: ProductSort;
	readonly limit: number;
	readonly offset: number;
}

export interface CatalogStore {
	/**
	 * Takes products in, all or none. The slug is the identity: a known one keeps its id and creation time, and changes only where it
	 * differs; of two with one slug in a call the later wins. A new product whose id another slug has rejects with `conflict`.
	 * A dry run tells the same and changes nothing.
	 */
	saveProducts(
		products: readonly ProductDraft[],
		at: number,
		options?: { readonly dryRun?: boolean },
	): Promise<("inserted" | "updated" | "unchanged")[]>;
	product(productId: string): Promise<StoredProduct | null>;
	productBySlug(slug: string): Promise<StoredProduct | null>;
	/** Those that are there, in any order. */
	productsOf(productIds: readonly string[]): Promise<StoredProduct[]>;
	/** The same of hundreds, many times a second; what was saved, ordered or removed before the call is told. */
	shelfOf(productIds: readonly string[]): Promise<ShelfProduct[]>;
	hasProducts(): Promise<boolean>;
	findProducts(query: ProductQuery): Promise<{ readonly items: StoredProduct[]; readonly total: number }>;
	/** By name; products without one are not counted. */
	categories(): Promise<{ readonly category: string; readonly products: number }[]>;
	/** False when there was none. */
	removeProduct(productId: string): Promise<boolean>;
}

export interface OrderStore {
	/**
	 * Keeps the order and takes its pieces from the stock of products that count them, or neither: rejects with `conflict` when fewer are
	 * left. A key that is known gives the order kept under it, also when two calls race.
	 */
	placeOrder(key: string, order: Order): Promise<Order>;
	orderOf(key: string): Promise<Order | null>;
	/** Newest first. */
	orders(userId: string, limit: number): Promise<Order[]>;
}
