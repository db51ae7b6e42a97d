import { z } from "zod";
import sql from "./campaigns.sql";
import { defineReport } from "./report.js";
import { creditColumns, creditRow } from "./session-columns.js";
import { withCredit } from "./touch.js";

const text = z.string().nullable();

/**
 * Which campaigns bring visitors: sessions that start in the range by utm_campaign, utm_source and utm_medium as they were sent, all
 * three of the session's first event that carries any of them, so that two campaigns never mix. Sessions without any are no
 * campaign's and left out; a part that was not told is null. `touch` moves the credit as in `channels`; under `last` a session that
 * came direct has the campaign of the visit that brought its visitor, also none.
 *
 * - Measures as in `channels`. Rows by sessions descending, then campaign, source, medium, nulls last.
 * - With `by`: the first value among the session's events. Zone: only as far as the range was given in it.
 */
export const campaigns = defineReport({
	name: "campaigns",
	title: "Campaigns",
	question: "Which campaigns bring visitors, and which bring orders?",
	sql: withCredit(sql),
	row: creditRow.extend({ campaign: text, source: text, medium: text }),
	columns: {
		campaign: { role: "key", unit: "text" },
		source: { role: "key", unit: "text" },
		medium: { role: "key", unit: "text" },
		...creditColumns,
	},
	order: { column: "sessions", descending: true },
	takes: ["by", "currency", "touch"],
});
