import { z } from "zod";
import { withNames } from "./product-names.js";
import sql from "./products.sql";
import { defineReport } from "./report.js";
import { shopColumns, shopRow } from "./shop-columns.js";

/**
 * Products, by product_id. A product is named by an event itself, or, where that names none, by the items of its products[].
 *
 * - views, adds: events product_viewed and product_added that name it, of sessions that start in the range.
 * - orders: distinct orders with a line of it in the range; of several products in one order each has it, so that there is no sum.
 * - view_to_cart: sessions that view and add it / sessions that view it. cart_to_buy: that add and order it / that add it.
 *   view_to_buy: that view and order it / that view it. In whatever order within the session; 0 to 1.
 * - quantity: pieces of its order lines (1 where none is told).
 * - revenue, refunded, cancelled: price × quantity of its lines of `:currency`; refunds and cancels are zero or negative. A line
 *   without a price adds nothing; an order's shipping, tax or discount is no product's.
 * - name: the newest sent in the range; rows are one without it. With `by`, views and adds count under the session's value, what is
 *   ordered under the order event's own.
 * - By revenue descending, then product_id ascending.
 */
export const products = defineReport({
	name: "products",
	title: "Products",
	question: "Which products are viewed, put into carts and bought?",
	sql: withNames(sql),
	row: z.object({ product_id: z.string(), product_name: z.string().nullable(), ...shopRow }),
	columns: {
		product_id: { role: "key", unit: "text" },
		product_name: { role: "key", unit: "text", label: true },
		...shopColumns,
	},
	order: { column: "revenue", descending: true },
	takes: ["by", "currency"],
});
