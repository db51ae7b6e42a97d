import { z } from "zod";
import type { Breakdown } from "../../contract/analysis.js";
import type { Metric, Part } from "../metric.js";
import { readBy } from "../reports/by.js";
import sql from "./breakdown.sql";

const row = z.object({ value: z.string().nullable(), events: z.int(), sessions: z.int(), visitors: z.int(), all_values: z.int() });

/**
 * The events by one column or property, each under its own value, none being a value: events in the range, sessions that start in it and
 * hold such an event, distinct visitors of these events. The 200 values with the most events, then by text, none last. Throws `invalid`
 * for what names neither a column nor a property.
 */
export const breakdownBy = (property: string): Metric<"breakdown", Breakdown> => {
	const part = { name: "breakdown", sql, row, by: readBy(property) } satisfies Part<unknown>;
	return {
		name: "breakdown",
		compute: async (ask) => {
			const rows = await ask(part);
			return { property, values: rows[0]?.all_values ?? 0, rows: rows.map(({ all_values: _, ...one }) => one) };
		},
	};
};
