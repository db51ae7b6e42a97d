import { z } from "zod";
import { defineReport } from "./report.js";
import { bounceColumns, conversionColumns, creditRow, revenueColumn, visitorsColumn } from "./session-columns.js";
import valued from "./visitors.by.sql";
import sql from "./visitors.sql";

const unsummed = Object.fromEntries(
	Object.entries({ visitors: visitorsColumn, ...bounceColumns, ...conversionColumns, revenue: revenueColumn }).map(([name, column]) => [
		name,
		{ ...column, sum: false },
	]),
);

/**
 * New and returning visitors. Of the sessions that start in the range, `new` has those that are their visitor's first ever (before
 * the range too is looked at), `returning` all others, `all` both: sessions, bounces, sessions with an order and revenue of the two
 * add up to `all`. Visitors do not: who came for the first time in the range and came again counts once in either, and once in
 * `all`, which holds distinct visitors. Of two sessions that start at the same time the one with the lower key is the first.
 *
 * - bounce_rate = sessions of one event / sessions; conversion = sessions with an order / sessions; null without sessions.
 * - revenue: of orders in the range, of one currency, in these sessions.
 * - Rows: the three kinds, zero where nobody is of it, none without any session. With `by`: the first value among the session's
 *   events, so that all three kinds stand for each value.
 * - Zone: only as far as the range was given in it. Source: the visitor of the session's first event (docs/metrics.md).
 */
export const visitors = defineReport({
	name: "visitors",
	title: "New and returning visitors",
	question: "How many visitors are new, how many come back, and who buys?",
	sql: ({ by }) => (by === undefined ? sql : valued),
	row: creditRow.extend({ kind: z.enum(["all", "new", "returning"]) }),
	columns: { kind: { role: "key", unit: "text" }, ...unsummed },
	order: { column: "kind", descending: false },
	takes: ["by", "currency"],
});
