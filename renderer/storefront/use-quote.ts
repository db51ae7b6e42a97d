import { api, type CartLine, type Priced } from "./api.js";
import type { CartItem } from "./cart-item.js";
import { type Data, useData } from "./use-data.js";

export const linesOf = (items: readonly CartItem[]): CartLine[] =>
	items.map(({ product_id, quantity, price }) => ({ product_id, quantity, price }));

/** The cart at the catalog's prices of now. Fails with the server's words for what is gone, sold out or costs something else. */
export const useQuote = (items: readonly CartItem[]): Data<Priced> | null => {
	const lines = linesOf(items);
	const data = useData(JSON.stringify(lines), () => (lines.length === 0 ? Promise.resolve(nothing) : api.quote(lines)));
	return lines.length === 0 ? null : data;
};

const nothing: Priced = { items: [], currency: null, subtotal: 0, tax: 0, shipping: 0, total: 0 };
