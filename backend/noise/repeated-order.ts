import sql from "./repeated-order.sql";
import type { NoiseRule } from "./rule.js";

/** A page of thanks that is opened again tells of the same order again. */
export const repeatedOrder: NoiseRule = {
	rule: "repeated_order",
	title: "Order id repeated",
	about:
		"An order that a source tells of again at another time; its first event stays. Lines of one order with different products are no repeats. Only sources that send page or product views.",
	score: 0.8,
	alone: false,
	limits: { seconds: { label: "Seconds after the first, more than", usual: 0, least: 0, most: 86_400 } },
	lists: {},
	threshold: ({ limit }) => (limit("seconds") === 0 ? "same id, other time" : `same id, > ${limit("seconds")} s later`),
	query: ({ limit }) => ({ sql, params: { score: 0.8, seconds: limit("seconds") } }),
};
