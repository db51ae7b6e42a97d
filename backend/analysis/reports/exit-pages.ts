import { z } from "zod";
import sql from "./exit-pages.sql";
import { defineReport } from "./report.js";
import { byValue } from "./session-columns.js";

/**
 * Where visits end: over the sessions that start in the range, whole.
 *
 * - exits: sessions whose last event with a page, by (ts, event_id, source), has this one: one a session, so that they add up.
 * - sessions: that saw the page. views: events with the page in them.
 * - exit_rate = exits / sessions, as Matomo and Piwik PRO define it. Over views, as Google Analytics did, a click on the page, which is
 *   an event with it too, would lower the rate.
 * - Rows: every page seen, also where nobody left; by exits descending, then page. With `by`: the first value among the session's events.
 * - Pages are paths without query. Zone: only as far as the range was given in it.
 */
export const exitPages = defineReport({
	name: "exit-pages",
	title: "Exit pages",
	question: "On which pages do visits end?",
	sql,
	row: z.object({
		...byValue,
		page: z.string(),
		exits: z.int(),
		sessions: z.int(),
		views: z.int(),
		exit_rate: z.number().nullable(),
	}),
	columns: {
		page: { role: "key", unit: "text" },
		exits: { role: "measure", unit: "count", sum: true },
		sessions: { role: "measure", unit: "count" },
		views: { role: "measure", unit: "count", sum: true },
		exit_rate: { role: "measure", unit: "ratio", better: "down" },
	},
	order: { column: "exits", descending: true },
	takes: ["by"],
});
