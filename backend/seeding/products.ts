import type { ProductsSeeded } from "../contract/seeding.js";
import type { CatalogStore } from "../store/catalog-ports.js";
import { categories } from "./shop/categories.js";
import { shopProducts } from "./shop/products.js";

export interface SeededProducts extends ProductsSeeded {
	/** Ids of those that were not there. */
	readonly ids: readonly string[];
}

/** Puts the shop's products into the catalog, all or none; by their slugs, so that doing it again changes nothing. */
export const seedProducts = async (store: CatalogStore, now: number): Promise<SeededProducts> => {
	const drafts = shopProducts.map(({ categoryAt: _, cents: __, ...draft }) => draft);
	const outcomes = await store.saveProducts(drafts, now);
	const count = (wanted: (typeof outcomes)[number]): number => outcomes.filter((outcome) => outcome === wanted).length;
	return {
		products: drafts.length,
		categories: categories.length,
		inserted: count("inserted"),
		updated: count("updated"),
		unchanged: count("unchanged"),
		ids: drafts.filter((_draft, at) => outcomes[at] === "inserted").map(({ productId }) => productId),
	};
};
