import { z } from "zod";
import sql from "./orders-over-time.sql";
import { defineReport } from "./report.js";

/**
 * Orders over time, in local buckets without gaps, the finest unit that gives at most 500.
 *
 * - orders: each in the bucket of its first line in the range, so that the sum is the range's orders.
 * - revenue: of order lines of `:currency`, each in its own bucket. aov: revenue / orders that have a line of `:currency`, each in
 *   the bucket of its first such line; null without one.
 * - sessions: that start in the bucket. sessions_with_order: of these, with an order_completed, also a later one.
 *   conversion: sessions_with_order / sessions.
 * - A bucket of nothing has zeros; with `by` (of sessions the first value among their events, of orders the order event's own) it
 *   has them in one row without a value, and an order whose lines have two values counts under both.
 * - start as in visitors-over-time. By start ascending.
 */
export const ordersOverTime = defineReport({
	name: "orders-over-time",
	title: "Orders over time",
	question: "When are orders made, and what are they worth?",
	sql,
	row: z.object({
		start: z.string(),
		by_value: z.string().nullable(),
		orders: z.int(),
		revenue: z.number(),
		aov: z.number().nullable(),
		sessions: z.int(),
		sessions_with_order: z.int(),
		conversion: z.number().nullable(),
	}),
	columns: {
		start: { role: "key", unit: "day" },
		orders: { role: "measure", unit: "count", better: "up", sum: true },
		revenue: { role: "measure", unit: "money", better: "up", sum: true },
		aov: { role: "measure", unit: "money", better: "up" },
		sessions: { role: "measure", unit: "count", better: "up", sum: true },
		sessions_with_order: { role: "measure", unit: "count", better: "up", sum: true },
		conversion: { role: "measure", unit: "ratio", better: "up" },
	},
	order: { column: "start", descending: false },
	takes: ["by", "by_most", "currency"],
	weight: "orders",
	calendar: { unit: () => "fit", key: "start" },
});
