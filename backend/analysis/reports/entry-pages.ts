import { z } from "zod";
import sql from "./entry-pages.sql";
import { defineReport } from "./report.js";
import { bounceColumns, conversionColumns, sessionRow } from "./session-columns.js";

/**
 * Where visits begin: sessions that start in the range by the page of their first event that has one, by (ts, event_id, source), so
 * that events of one time have one order. Sessions without any page are left out.
 *
 * - bounce_rate = sessions of one event / sessions; conversion = sessions with an order / sessions.
 * - Rows by sessions descending, then page. With `by`: the first value among the session's events.
 * - Pages are paths without query. Zone: only as far as the range was given in it.
 */
export const entryPages = defineReport({
	name: "entry-pages",
	title: "Entry pages",
	question: "On which pages do visits begin, and which of them lose visitors at once?",
	sql,
	row: sessionRow.extend({ page: z.string() }),
	columns: { page: { role: "key", unit: "text" }, ...bounceColumns, ...conversionColumns },
	order: { column: "sessions", descending: true },
	takes: ["by"],
});
