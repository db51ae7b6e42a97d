import type { Tracker } from "../sdk/tracker.js";
import type { Priced, Product } from "./api.js";
import type { CartItem } from "./cart-item.js";

/** Set by /static/analytics.js; absent where a blocker keeps it away, and the shop works all the same. */
const tracker = (): Partial<Tracker> => (window as { analytics?: Partial<Tracker> }).analytics ?? {};

const productOf = ({ _id, name, category, price, currency }: Product) => ({ product_id: _id, name, category, price, currency });
const lineOf = ({ product_id, name, category, price, quantity, currency }: CartItem) => ({
	product_id,
	name,
	category,
	price,
	quantity,
	currency,
});

const totalsOf = ({ subtotal, tax, shipping, total, currency, items }: Priced) => ({
	subtotal,
	tax,
	shipping,
	total_amount: total,
	currency,
	products: items.map(({ product_id, name, category, price, quantity }) => ({ product_id, name, category, price, quantity })),
});

/** Every step of the shop, each told once where it happens. The order itself is told by the server, which priced it. */
export const events = {
	listViewed: (list: string, category: string | null, items: readonly Pick<Product, "_id">[]) =>
		tracker().track?.("product_list_viewed", { list, category, products: items.map(({ _id }) => ({ product_id: _id })) }),
	searched: (query: string, results: number) => tracker().track?.("products_searched", { query, results }),
	viewed: (product: Product) => tracker().track?.("product_viewed", productOf(product)),
	added: (item: CartItem) => tracker().track?.("product_added", lineOf(item)),
	removed: (item: CartItem) => tracker().track?.("product_removed", lineOf(item)),
	cartViewed: (cart: Priced) => tracker().track?.("cart_viewed", totalsOf(cart)),
	checkoutStarted: (cart: Priced) => tracker().track?.("checkout_started", totalsOf(cart)),
	stepCompleted: (step: string) => tracker().track?.("checkout_step_completed", { step }),
	signedIn: (userId: string) => tracker().identify?.(userId),
	signedOut: () => tracker().reset?.(),
	/** Sends what waits, so that the order's event comes after the steps that led to it. */
	settle: () => Promise.resolve(tracker().flush?.()),
};

/** The tracker's own ids, so that the order belongs to the visitor; others of this page where there is no tracker. */
export const visitor = (): { readonly client_id: string; readonly session_id: string } => {
	const { client_id = crypto.getRandomValues(new Uint32Array(3)).join("-"), session_id = client_id } = tracker().ids?.() ?? {};
	return { client_id, session_id };
};
