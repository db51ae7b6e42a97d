import type { CatalogStore, ShelfProduct, StoredProduct } from "../store/catalog-ports.js";
import type { Draft } from "./drafts.js";
import { mostOfCategory } from "./parameters.js";

export interface Chosen {
	readonly draft: Draft;
	/** Null while the catalog is empty. */
	readonly product: StoredProduct | null;
}

export interface LeftOut {
	gone: number;
	out_of_stock: number;
	bought: number;
	thinned: number;
}

export interface Choice {
	readonly items: readonly Chosen[];
	readonly leftOut: Readonly<LeftOut>;
	/** False while the catalog is empty. */
	readonly catalog: boolean;
}

export interface Rules {
	readonly limit: number;
	readonly inStock: boolean;
	/** Ids that are left out: of the session itself, and of another list. */
	readonly own: ReadonlySet<string>;
	/** Ids that are left out, because they were bought. */
	readonly bought: ReadonlySet<string>;
}

export type Shelf = Pick<CatalogStore, "productsOf" | "shelfOf" | "hasProducts">;

interface Looked {
	readonly draft: Draft;
	readonly product: ShelfProduct | null;
}

interface Basket {
	readonly taken: Looked[];
	/** Too many of their category; they come in at the end where there is room. */
	readonly thinned: Looked[];
	readonly seen: Set<string>;
	readonly leftOut: LeftOut;
	readonly ofCategory: Map<string, number>;
}

const put = (basket: Basket, chosen: Looked, { limit }: Rules): void => {
	const category = chosen.product?.category ?? chosen.draft.category;
	const others = category === null ? 0 : (basket.ofCategory.get(category) ?? 0);
	if (category !== null && others >= mostOfCategory(limit)) {
		basket.thinned.push(chosen);
		basket.leftOut.thinned += 1;
		return;
	}
	if (category !== null) basket.ofCategory.set(category, others + 1);
	basket.taken.push(chosen);
};

const whyNot = ({ draft, product }: Looked, { inStock, bought }: Rules, catalog: boolean): keyof LeftOut | null => {
	if (catalog && !product) return "gone";
	if (bought.has(draft.id)) return "bought";
	return inStock && product !== null && product.stock !== null && product.stock <= 0 ? "out_of_stock" : null;
};

/** Of each way so many are looked up first, which mostly fill the list; then the rest at once. */
const lot = 60;

/** The chosen with all that the catalog tells of them now; what left it since it was looked up is left out. */
const told = async (store: Shelf, chosen: readonly Looked[]): Promise<Chosen[]> => {
	const products = new Map((await store.productsOf(chosen.map(({ draft }) => draft.id))).map((one) => [one.productId, one]));
	return chosen.flatMap(({ draft }) => {
		const product = products.get(draft.id);
		return product ? [{ draft, product }] : [];
	});
};

/**
 * Chooses by the shop's rules, in the order of the drafts. The next way is asked for only when those before were not enough: nothing of the
 * session itself, nothing that left the catalog, nothing out of stock or bought where that is asked, and at most half of the list of
 * one category, as long as others are left to fill it. While the catalog is empty there is nothing to say of stock, and products go by what
 * events tell.
 */
export const choose = async (store: Shelf, ways: Iterable<readonly Draft[]>, rules: Rules): Promise<Choice> => {
	const catalog = await store.hasProducts();
	const basket: Basket = {
		taken: [],
		thinned: [],
		seen: new Set(rules.own),
		leftOut: { gone: 0, out_of_stock: 0, bought: 0, thinned: 0 },
		ofCategory: new Map(),
	};
	const full = (): boolean => basket.taken.length >= rules.limit;
	const take = async (some: readonly Draft[]): Promise<void> => {
		const fresh = some.filter(({ id }, at) => !basket.seen.has(id) && some.findIndex((other) => other.id === id) === at);
		for (const { id } of fresh) basket.seen.add(id);
		const found = catalog ? await store.shelfOf(fresh.map(({ id }) => id)) : [];
		const products = new Map(found.map((product) => [product.productId, product]));
		for (const draft of fresh) {
			if (full()) return;
			const chosen = { draft, product: products.get(draft.id) ?? null };
			const why = whyNot(chosen, rules, catalog);
			if (why === null) put(basket, chosen, rules);
			else basket.leftOut[why] += 1;
		}
	};
	const asked = ways[Symbol.iterator]();
	for (let way = full() ? null : asked.next(); way && !way.done; way = full() ? null : asked.next())
		for (const some of [way.value.slice(0, lot), way.value.slice(lot)]) if (some.length > 0 && !full()) await take(some);
	const back = basket.thinned.slice(0, Math.max(0, rules.limit - basket.taken.length));
	basket.leftOut.thinned -= back.length;
	const chosen = [...basket.taken, ...back];
	const items = catalog ? await told(store, chosen) : chosen.map(({ draft }) => ({ draft, product: null }));
	return { items, leftOut: basket.leftOut, catalog };
};
