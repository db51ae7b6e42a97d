import { z } from "zod";
import { type Column, defineReport } from "./report.js";
import all from "./searches.all.sql";
import none from "./searches.none.sql";
import sql from "./searches.sql";

const columns = {
	term: { role: "key", unit: "text" },
	searches: { role: "measure", unit: "count", sum: true },
	sessions: { role: "measure", unit: "count" },
	product_sessions: { role: "measure", unit: "count", better: "up" },
	product_rate: { role: "measure", unit: "ratio", better: "up" },
	orders: { role: "measure", unit: "count", better: "up" },
} satisfies Record<string, Column>;

const row = z.object({
	term: z.string(),
	by_value: z.string().nullable(),
	searches: z.int(),
	sessions: z.int(),
	product_sessions: z.int(),
	product_rate: z.number().nullable(),
	orders: z.int(),
});

/** The text reads `q`: the searches that are asked about. */
const over = (asked: string): string => `WITH q AS (\n${asked}),\n${sql.slice("WITH".length)}`;

/**
 * Terms looked for in the shop's own search, lower case, without outer and with single inner blanks.
 *
 * - searches: events in the range that carry the term.
 * - sessions: those that start in the range and searched for it. product_sessions: of these, with a product view (product_viewed,
 *   or a product page) after a search for it, by (ts, event_id, source). product_rate: product_sessions / sessions.
 * - orders: distinct orders with a line in the range, in those sessions, before or after the search.
 * - Sessions that searched for several terms are in each: no sums but of searches. With `by`, the search event's own value.
 * - By searches descending, then term ascending.
 */
export const searches = defineReport({
	name: "searches",
	title: "Searches",
	question: "What do visitors look for, and do they find it?",
	sql: over(all),
	row,
	columns,
	order: { column: "searches", descending: true },
	takes: ["by"],
});

/** The same for searches alone that told of no results (results = 0); those that tell of none or of some are left out. */
export const searchesWithoutResults = defineReport({
	name: "searches-without-results",
	title: "Searches without results",
	question: "What do visitors look for and not find?",
	sql: over(none),
	row,
	columns,
	order: { column: "searches", descending: true },
	takes: ["by"],
});
