import { z } from "zod";
import valued from "./events.by.sql";
import sql from "./events.sql";
import { defineReport } from "./report.js";

/**
 * Event types as they were sent, of events in the range. events: how many; sessions: those that start in the range and hold one of
 * this type; visitors: distinct, of these events; orders: distinct orders with a line in the range, in those sessions. Broken down,
 * each event counts under its own value. By events descending, then type ascending. Sessions, visitors and orders of several types
 * overlap, so that they have no sum.
 */
export const events = defineReport({
	name: "events",
	title: "Events",
	question: "What do visitors do, and how often?",
	sql: ({ by }) => (by === undefined ? sql : valued),
	row: z.object({
		event_type: z.string(),
		by_value: z.string().nullable(),
		events: z.int(),
		sessions: z.int(),
		visitors: z.int(),
		orders: z.int(),
	}),
	columns: {
		event_type: { role: "key", unit: "text" },
		events: { role: "measure", unit: "count", sum: true },
		sessions: { role: "measure", unit: "count" },
		visitors: { role: "measure", unit: "count" },
		orders: { role: "measure", unit: "count", better: "up" },
	},
	order: { column: "events", descending: true },
	takes: ["by"],
});
