import { z } from "zod";
import { defineReport } from "./report.js";
import sql from "./retention.sql";
import { byValue } from "./session-columns.js";

/**
 * Who comes back. A cohort is the visitors whose first session ever starts in one local day or week (Monday first; `period`) of the
 * range; at most the newest 500 periods. Their period 0 is that one, period n the nth after it, up to 30.
 *
 * - visitors: the cohort's size. returned: those of them with a session that starts in the period and in the range (period 0: all).
 * - share = returned / visitors; null while the period is not over: it ends after the range, or no event was seen from its end on.
 *   Until then returned is a count so far.
 * - Rows: cohorts with a visitor, newest first, so that a page has those of now, and each one's periods that have begun. With `by`: the visitors by the value of their first session.
 * - Zone: the request's. Source: "n-day retention" as Amplitude and Umami count it, by calendar periods instead of 24 hours.
 */
export const retention = defineReport({
	name: "retention",
	title: "Retention",
	question: "How many visitors come back, and when?",
	sql,
	row: z.object({
		...byValue,
		cohort: z.string(),
		period: z.int(),
		visitors: z.int(),
		returned: z.int(),
		share: z.number().nullable(),
	}),
	columns: {
		cohort: { role: "key", unit: "day" },
		period: { role: "key", unit: "number" },
		visitors: { role: "measure", unit: "count", better: "up" },
		returned: { role: "measure", unit: "count", better: "up" },
		share: { role: "measure", unit: "ratio", better: "up" },
	},
	order: { column: "cohort", descending: true },
	takes: ["by", "by_most", "period"],
	weight: "returned",
	calendar: { unit: ({ period }) => period, key: "cohort" },
});
