import { z } from "zod";
import sql from "./paths.sql";
import { defineReport } from "./report.js";

const kind = { role: "key", unit: "text" } as const;

/**
 * Which pages follow (direction after) or precede (before), up to three steps, as flows that add up. Of sessions that start in the
 * range, pages in their order, repeats in a row taken once, the first 100 of a session.
 *
 * - Where a path starts: at the page's first place in the session where `page` is given (sessions without it are left out); else,
 *   after, at the first page, and, before, at the last.
 * - step: 1 to 3, away from there. from_page, to_page: the pages of a flow, away from the start too; of the pages at one place the 12
 *   with the most sessions (ties by page) are told, the rest is one flow. from_kind, to_kind: page; other (all others, page null);
 *   end, of to_kind alone (no further page: the session ended, or, before, began there; page null).
 * - sessions: each in one flow a step, until it ends. share: sessions / all sessions that start here: the shares of step 1 add up to
 *   1, those of a later step to what had not ended. share_of_from: sessions / sessions that came to the flow's from.
 * - With `by` (the first value among the session's events), shares are of sessions with the same value; the pages told are the same for all.
 * - By sessions descending, then step and keys ascending. At most 13 × 14 × 3 rows a value.
 */
export const paths = defineReport({
	name: "paths",
	title: "Paths",
	question: "Where do visitors go next, and where do they come from?",
	sql,
	row: z.object({
		step: z.int(),
		from_kind: z.string(),
		from_page: z.string().nullable(),
		to_kind: z.string(),
		to_page: z.string().nullable(),
		by_value: z.string().nullable(),
		sessions: z.int(),
		share: z.number(),
		share_of_from: z.number(),
	}),
	columns: {
		step: { role: "key", unit: "count" },
		from_kind: kind,
		from_page: kind,
		to_kind: kind,
		to_page: kind,
		sessions: { role: "measure", unit: "count" },
		share: { role: "measure", unit: "ratio" },
		share_of_from: { role: "measure", unit: "ratio" },
	},
	order: { column: "sessions", descending: true },
	takes: ["by", "page", "direction"],
	params: ({ page, direction }) => ({ page: page ?? null, direction }),
});
