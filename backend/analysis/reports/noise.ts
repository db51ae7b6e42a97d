import { z } from "zod";
import sql from "./noise.sql";
import { defineReport } from "./report.js";
import { byValue } from "./session-columns.js";

/**
 * What the noise filter hid in the range, or would hide where noise is shown: each event once, under its first reason, or
 * `source:<name>` for a source that is noise as a whole.
 *
 * - sources: distinct, of its events; one can have several reasons, so that a sum has no meaning. first_ts, last_ts: epoch ms.
 * - Rows by events descending, then reason. With `by`: the event's own value. Zone: only as far as the range was given in it.
 */
export const noise = defineReport({
	name: "noise",
	title: "What the noise filter hid",
	question: "How much was hidden, and why?",
	sql,
	row: z.object({ ...byValue, reason: z.string(), events: z.int(), sources: z.int(), first_ts: z.int(), last_ts: z.int() }),
	columns: {
		reason: { role: "key", unit: "text" },
		events: { role: "measure", unit: "count", sum: true },
		sources: { role: "measure", unit: "count" },
		first_ts: { role: "measure", unit: "time" },
		last_ts: { role: "measure", unit: "time" },
	},
	order: { column: "events", descending: true },
	takes: ["by"],
});
