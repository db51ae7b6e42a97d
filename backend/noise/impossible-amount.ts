import sql from "./impossible-amount.sql";
import type { NoiseRule } from "./rule.js";

/** Amounts that nobody of the shop offered. What is given away for nothing is possible. */
export const impossibleAmount: NoiseRule = {
	rule: "impossible_amount",
	title: "Quantity or price impossible",
	about:
		"Carts and orders with more pieces than anybody buys, none or fewer, a negative price, or a price that is many times the catalog's or a small part of it. Only sources that send page or product views.",
	score: 0.7,
	alone: false,
	limits: {
		quantity: { label: "Pieces of one product, more than", usual: 100, least: 1, most: 1_000_000 },
		times: { label: "Times above or below the catalog's price, more than", usual: 5, least: 1, most: 1_000 },
	},
	lists: {},
	threshold: ({ limit }) => `> ${limit("quantity").toLocaleString("en")}, or ≠ catalog`,
	query: ({ limit }) => ({ sql, params: { score: 0.7, quantity: limit("quantity"), times: limit("times") } }),
};
