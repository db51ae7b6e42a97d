import { z } from "zod";
import currencies from "./cart-abandonment.currencies.sql";
import sql from "./cart-abandonment.sql";
import { defineReport } from "./report.js";

/**
 * Carts by how far they came. A cart is a session that starts in the range and holds a product_added, one cart a session. What
 * counts is what comes after its last order (by ts, event_id, source): a cart filled anew and left is left.
 *
 * - step: the furthest that was done after the first product_added: added, cart_viewed, checkout_started, payment_info_entered; by
 *   the event's action where it has one that says more than a page view, else by its page (cart, checkout). ordered: nothing was
 *   added after the last order. Always five rows; the first four are the abandoned carts.
 * - depth: the step's place, 1 to 5. carts: sessions. share: carts / carts of all steps; with `by`, of those with the same value.
 * - value: what was left in the carts, of `:currency`: price × quantity (1 where none is told) of product_added, less that of
 *   product_removed, of the events that carry a price themselves; a cart with less than nothing counts 0, and so does an ordered one.
 * - With `by` (the first value among the session's events), a step that no cart reached last has one row without a value.
 * - By depth ascending. Matomo's abandoned cart is a visit with a cart that was not ordered; counting anew after an order is ours.
 */
export const cartAbandonment = defineReport({
	name: "cart-abandonment",
	title: "Cart abandonment",
	question: "Where are carts left, and with what in them?",
	sql,
	row: z.object({
		step: z.string(),
		by_value: z.string().nullable(),
		depth: z.int(),
		carts: z.int(),
		share: z.number().nullable(),
		value: z.number(),
	}),
	columns: {
		step: { role: "key", unit: "text" },
		depth: { role: "measure", unit: "count" },
		carts: { role: "measure", unit: "count", sum: true },
		share: { role: "measure", unit: "ratio" },
		value: { role: "measure", unit: "money", better: "down", sum: true },
	},
	order: { column: "depth", descending: false },
	takes: ["by", "currency"],
	currencies,
});
