import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { only, type Part, ratio, type SectionMetric } from "../metric.js";
import currenciesSql from "./commerce.currencies.sql";
import sql from "./commerce.sql";

const totals = {
	name: "commerce",
	sql,
	row: z.object({
		orders: z.int(),
		orders_without_amount: z.int(),
		cancels: z.int(),
		refunds: z.int(),
		sessions: z.int(),
		sessions_with_order: z.int(),
	}),
} satisfies Part<unknown>;

const currencies = {
	name: "commerce.currencies",
	sql: currenciesSql,
	row: z.object({
		currency: z.string().nullable(),
		orders: z.int(),
		revenue: z.number(),
		refunded: z.number(),
		cancelled: z.number(),
		net: z.number(),
	}),
} satisfies Part<unknown>;

type Currency = z.infer<typeof currencies.row>;

/**
 * Orders with a line in the range, by their key (order_id within its source; else the event that carries a total; else the
 * lines of one session). Money is summed as DECIMAL within one currency and never across; no currency is its own group.
 * Cancels and refunds count as negative amounts, apart; net = revenue + refunded + cancelled; aov = revenue / orders.
 * conversion = sessions that hold an order event / sessions that start in the range. Currencies by orders descending, then name.
 */
export const commerce = {
	name: "commerce",
	parts: [totals, currencies],
	definitions: {
		orders:
			"Distinct orders with a line in the period: by order id within its source; without one, an event that carries revenue or a total is its own order, and the lines of one session form one.",
		sessions_with_order: "Sessions that start in the period and hold an order.",
		conversion: "Sessions with an order / all sessions that start in the period. Empty without sessions.",
		cancels: "Distinct orders with a cancellation in the period.",
		refunds: "Distinct orders with a refund in the period.",
		orders_without_amount: "Orders whose lines in the period all come to 0: they state no amount, or one of 0.",
		by_currency:
			"Money of each currency apart, never added across; orders without a currency are a group of their own. Revenue: the amounts of the orders (revenue, else price × quantity, else total). Refunded and cancelled: zero or negative, apart from revenue. Net: revenue + refunded + cancelled. Average order: revenue / orders.",
	},
	compute: async (ask) => section(only(await ask(totals)), await ask(currencies)),
} satisfies SectionMetric<"commerce", DetailedMetrics["commerce"]>;

const section = (all: z.infer<typeof totals.row>, money: readonly Currency[]): DetailedMetrics["commerce"] => ({
	orders: all.orders,
	sessions_with_order: all.sessions_with_order,
	conversion: ratio(all.sessions_with_order, all.sessions),
	cancels: all.cancels,
	refunds: all.refunds,
	orders_without_amount: all.orders_without_amount,
	by_currency: money.map((row) => ({ ...row, aov: ratio(row.revenue, row.orders) })),
});
