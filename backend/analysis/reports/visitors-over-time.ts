import { z } from "zod";
import { defineReport } from "./report.js";
import { byValue } from "./session-columns.js";
import valued from "./visitors-over-time.by.sql";
import sql from "./visitors-over-time.sql";

const count = { role: "measure", unit: "count", better: "up" } as const;

/**
 * Visitors over time, in local buckets without gaps, the finest unit that gives at most 500. A session belongs to the bucket of its start.
 *
 * - visitors: distinct in the bucket, so that their sum over buckets has no meaning.
 * - new_visitors: whose first session ever starts in the bucket: each visitor once, in one bucket.
 * - returning_visitors: with a session in the bucket that is not their first; who came for the first time and again within the
 *   bucket is in both.
 * - sessions: that start in the bucket.
 * - A bucket of nothing has zeros; with `by` (the first value among the session's events) it has them in one row without a value.
 * - Zone: the request's. start is the local start, YYYY-MM-DD, of hours YYYY-MM-DDTHH:MM; an hour that occurs twice is one of two hours.
 */
export const visitorsOverTime = defineReport({
	name: "visitors-over-time",
	title: "Visitors over time",
	question: "When did visitors come, and how many of them for the first time?",
	sql: ({ by }) => (by === undefined ? sql : valued),
	row: z.object({
		...byValue,
		start: z.string(),
		visitors: z.int(),
		new_visitors: z.int(),
		returning_visitors: z.int(),
		sessions: z.int(),
	}),
	columns: {
		start: { role: "key", unit: "day" },
		visitors: count,
		new_visitors: { ...count, sum: true },
		returning_visitors: count,
		sessions: { ...count, sum: true },
	},
	order: { column: "start", descending: false },
	takes: ["by", "by_most"],
	weight: "sessions",
	calendar: { unit: () => "fit", key: "start" },
});
