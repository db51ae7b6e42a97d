import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Metric, only, type Part, ratio } from "../metric.js";
import currenciesSql from "./commerce.currencies.sql";
import sql from "./commerce.sql";

const totals = {
	name: "commerce",
	sql,
	row: z.object({ orders: z.int(), cancels: z.int(), refunds: z.int(), sessions: z.int(), sessions_with_order: z.int() }),
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
	compute: async (ask) => section(only(await ask(totals)), await ask(currencies)),
} satisfies Metric<"commerce", DetailedMetrics["commerce"]>;

const section = (all: z.infer<typeof totals.row>, money: readonly Currency[]): DetailedMetrics["commerce"] => ({
	orders: all.orders,
	sessions_with_order: all.sessions_with_order,
	conversion: ratio(all.sessions_with_order, all.sessions),
	cancels: all.cancels,
	refunds: all.refunds,
	by_currency: money.map((row) => ({ ...row, aov: ratio(row.revenue, row.orders) })),
});
