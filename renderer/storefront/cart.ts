import { useSyncExternalStore } from "react";
import type { Offer } from "./api.js";
import type { CartItem } from "./cart-item.js";
import { events } from "./events.js";

const name = "corner-shop.cart";

const most = 999;
let text: string | null = null;
let items: readonly CartItem[] = [];
/** Where storage is blocked, the cart lives as long as the page. */
let kept: string | null = null;
const listeners = new Set<() => void>();

const stored = (): string | null => {
	try {
		return localStorage.getItem(name);
	} catch {
		return kept;
	}
};

const isItem = (item: unknown): item is CartItem => {
	const { product_id, quantity, price, slug } = (item ?? {}) as Partial<CartItem>;
	return (
		typeof product_id === "string" &&
		typeof slug === "string" &&
		typeof price === "number" &&
		Number.isInteger(quantity) &&
		Number(quantity) > 0
	);
};

/** What another page or a hand wrote there may be anything. */
const read = (): readonly CartItem[] => {
	const now = stored();
	if (now === text) return items;
	text = now;
	try {
		const found: unknown = JSON.parse(now ?? "[]");
		items = Array.isArray(found) ? found.filter(isItem) : [];
	} catch {
		items = [];
	}
	return items;
};

const write = (next: readonly CartItem[]): void => {
	kept = JSON.stringify(next);
	try {
		localStorage.setItem(name, kept);
	} catch {
		// Blocked or full: kept in this page.
	}
	for (const listener of listeners) listener();
};

addEventListener("storage", (event) => {
	if (event.key === name) for (const listener of listeners) listener();
});

const subscribe = (listener: () => void): (() => void) => {
	listeners.add(listener);
	return () => void listeners.delete(listener);
};

export const useCart = (): readonly CartItem[] => useSyncExternalStore(subscribe, read);

const itemOf = (product: Offer, quantity: number): CartItem => ({
	product_id: product._id,
	slug: product.slug,
	name: product.name,
	category: product.category,
	currency: product.currency,
	price: product.price,
	quantity,
});

/** Each change of the cart tells its event; `quantity` there is what was added or taken away. */
export const cart = {
	add: (product: Offer, quantity = 1): void => {
		const before = read();
		const known = before.find(({ product_id }) => product_id === product._id);
		const next = itemOf(product, Math.min(most, quantity + (known?.quantity ?? 0)));
		write(known ? before.map((item) => (item === known ? next : item)) : [...before, next]);
		events.added({ ...next, quantity });
	},
	/** Zero takes it out. */
	setQuantity: (id: string, quantity: number): void => {
		const before = read();
		const known = before.find(({ product_id }) => product_id === id);
		const wanted = Math.max(0, Math.min(most, Math.trunc(quantity)));
		if (!known || wanted === known.quantity || Number.isNaN(wanted)) return;
		write(
			wanted === 0
				? before.filter((item) => item !== known)
				: before.map((item) => (item === known ? { ...item, quantity: wanted } : item)),
		);
		const change = wanted - known.quantity;
		if (change > 0) events.added({ ...known, quantity: change });
		else events.removed({ ...known, quantity: -change });
	},
	/** The catalog changed the price meanwhile. */
	reprice: (id: string, price: number): void => write(read().map((item) => (item.product_id === id ? { ...item, price } : item))),
	clear: (): void => write([]),
};
