import { z } from "zod";
import { defineReport } from "./report.js";
import { byValue } from "./session-columns.js";
import sql from "./weekday-hours.sql";

const count = { role: "measure", unit: "count", better: "up", sum: true } as const;

/**
 * When the shop is busy: days of the week (1 is Monday, 7 Sunday) by hours (0 to 23) of the request's zone, all 168 cells. An hour that the
 * clocks repeat adds to its cell twice, one that they skip adds nothing.
 *
 * - events: of the range. sessions: that start in it. orders: by the first line of each in the range, so that each is in one cell.
 * - Ties none: each cell is one row, Monday 0 first. With `by`: events and orders by the event's own value (an order once for each
 *   value among its lines), sessions by the first of their events'; a cell of nothing has one row without a value.
 */
export const weekdayHours = defineReport({
	name: "weekday-hours",
	title: "Weekdays and hours",
	question: "When in the week is the shop busy?",
	sql,
	row: z.object({
		...byValue,
		day_of_week: z.int().min(1).max(7),
		hour: z.int().min(0).max(23),
		events: z.int(),
		sessions: z.int(),
		orders: z.int(),
	}),
	columns: {
		day_of_week: { role: "key", unit: "number" },
		hour: { role: "key", unit: "number" },
		events: count,
		sessions: count,
		orders: count,
	},
	order: { column: "day_of_week", descending: false },
	takes: ["by", "by_most"],
	weight: "sessions",
});
