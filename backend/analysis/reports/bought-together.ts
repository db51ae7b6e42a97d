import { z } from "zod";
import pairs from "./bought-together.pairs.sql";
import named from "./bought-together.sql";
import { namesOf } from "./product-names.js";
import { defineReport } from "./report.js";

const rate = { role: "measure", unit: "ratio", better: "up" } as const;

export const pair = z.object({
	product_a: z.string(),
	name_a: z.string().nullable(),
	product_b: z.string(),
	name_b: z.string().nullable(),
	by_value: z.string().nullable(),
	orders: z.int(),
	support: z.number(),
	a_then_b: z.number(),
	b_then_a: z.number(),
	lift: z.number(),
});

/** The 20 pairs of the report's first rows, named; the names of other products are not looked for. */
export const topPairs = `WITH pairs AS (
SELECT * FROM (\n${pairs}) AS p
ORDER BY orders DESC NULLS LAST, product_a ASC NULLS LAST, product_b ASC NULLS LAST LIMIT 20),
${namesOf("SELECT product_a FROM pairs UNION SELECT product_b FROM pairs")}
${named}ORDER BY pairs.orders DESC NULLS LAST, pairs.product_a ASC NULLS LAST, pairs.product_b ASC NULLS LAST`;

/**
 * Pairs of products in one order, over the orders with a line in the range; a product counts once an order, whatever its lines and
 * pieces, and refunds and cancels do not count.
 *
 * - An order of more than 1,000 products (with the same value, with `by`) makes no pairs, but is one of all orders: no shopper's
 *   basket, it would drown the others and take memory without bound.
 * - product_a, product_b: ids, the lower by text first, so that each pair is one row. Names as in products.
 * - orders: that hold both. support: orders / orders that name any product.
 * - a_then_b: orders / orders with product_a (the confidence that who buys a buys b). b_then_a: orders / orders with product_b.
 * - lift: support / (share of orders with a × share of orders with b); 1 is chance. Agrawal and Srikant 1994; Brin et al. 1997.
 * - With `by`, pairs are made of lines with the same value, and shares are of the orders with it.
 * - By orders descending, then product_a and product_b ascending.
 */
export const boughtTogether = defineReport({
	name: "bought-together",
	title: "Bought together",
	question: "Which products do people buy together?",
	sql: `WITH pairs AS (\n${pairs}),\n${namesOf()}\n${named}`,
	row: pair,
	columns: {
		product_a: { role: "key", unit: "text" },
		name_a: { role: "key", unit: "text", label: true },
		product_b: { role: "key", unit: "text" },
		name_b: { role: "key", unit: "text", label: true },
		orders: { role: "measure", unit: "count", better: "up" },
		support: rate,
		a_then_b: rate,
		b_then_a: rate,
		lift: { role: "measure", unit: "number", better: "up" },
	},
	order: { column: "orders", descending: true },
	takes: ["by"],
});
