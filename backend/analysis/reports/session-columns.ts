import { z } from "zod";
import type { Column } from "./report.js";

/** What reports that group sessions have in common; their docstrings say which sessions. */

/** Sessions that start in the range and belong to the group, each once. */
const sessions = { role: "measure", unit: "count", better: "up", sum: true } satisfies Column;

/** bounces: of one event. bounce_rate: bounces / sessions. */
export const bounceColumns = {
	sessions,
	bounces: { role: "measure", unit: "count", better: "down", sum: true },
	bounce_rate: { role: "measure", unit: "ratio", better: "down" },
} satisfies Record<string, Column>;

/** sessions_with_order: hold an order_completed, also one after the range. conversion: sessions_with_order / sessions. */
export const conversionColumns = {
	sessions_with_order: { role: "measure", unit: "count", better: "up", sum: true },
	conversion: { role: "measure", unit: "ratio", better: "up" },
} satisfies Record<string, Column>;

/** Distinct visitors of the sessions. One can be in several rows, so that a sum has no meaning. */
export const visitorsColumn = { role: "measure", unit: "count", better: "up" } satisfies Column;

/** Amounts of the order lines of `:currency` in the range that lie in the group's sessions. */
export const revenueColumn = { role: "measure", unit: "money", better: "up", sum: true } satisfies Column;

export const byValue = { by_value: z.string().nullable() };

export const sessionRow = z.object({
	...byValue,
	sessions: z.int(),
	bounces: z.int(),
	bounce_rate: z.number().nullable(),
	sessions_with_order: z.int(),
	conversion: z.number().nullable(),
});

/** A row of sessions with their visitors and revenue. */
export const creditRow = sessionRow.extend({ visitors: z.int(), revenue: z.number() });

export const creditColumns = {
	visitors: visitorsColumn,
	...bounceColumns,
	...conversionColumns,
	revenue: revenueColumn,
} satisfies Record<string, Column>;
