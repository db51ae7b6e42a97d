import { z } from "zod";
import sql from "./categories.sql";
import { withNames } from "./product-names.js";
import { defineReport } from "./report.js";
import { shopColumns, shopRow } from "./shop-columns.js";

/**
 * Products by category: each product in the newest one it was sent with in the range, in all its lines; null for those without.
 *
 * - products: distinct ones seen or ordered.
 * - views, adds, orders, quantity and money as for products, over the category's products; an event that names two of them counts
 *   twice in views and adds.
 * - Rates by sessions: view_to_cart is sessions that view one of the category's products and add one, not always the same, over
 *   sessions that view one; the others likewise.
 * - By revenue descending, then category ascending, none last.
 */
export const categories = defineReport({
	name: "categories",
	title: "Categories",
	question: "Which categories sell?",
	sql: withNames(sql),
	row: z.object({ category: z.string().nullable(), products: z.int(), ...shopRow }),
	columns: {
		category: { role: "key", unit: "text" },
		products: { role: "measure", unit: "count", sum: true },
		...shopColumns,
	},
	order: { column: "revenue", descending: true },
	takes: ["by", "currency"],
});
