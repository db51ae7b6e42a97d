import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Ask, type Part, record, type SectionMetric } from "../metric.js";
import actionsSql from "./event-analysis.actions.sql";
import typesSql from "./event-analysis.types.sql";

const types = {
	name: "event_analysis.types",
	sql: typesSql,
	row: z.object({ event_type: z.string(), events: z.int(), types: z.int() }),
} satisfies Part<unknown>;

const actions = {
	name: "event_analysis.actions",
	sql: actionsSql,
	row: z.object({ action: z.string(), events: z.int() }),
} satisfies Part<unknown>;

type Type = z.infer<typeof types.row>;

/** The 200 most frequent event types, as they were sent. */
export const mostFrequent = (ask: Ask): Promise<Type[]> => ask(types);

/** Events by type as sent, and by canonical action; count descending, then name ascending. Events without an action are in no action. */
export const eventAnalysis = {
	name: "event_analysis",
	parts: [types, actions],
	definitions: {
		types: "Distinct types of events, as sent.",
		event_types: "Events by type as sent; the 200 most frequent.",
		top_event_types: "The ten most frequent types, as sent; ties by name.",
		actions:
			"Events by what they count as in a shop (product_viewed, order_completed …), whatever they were called when sent. Other events are in none.",
	},
	compute: async (ask) => section(await mostFrequent(ask), await ask(actions)),
} satisfies SectionMetric<"event_analysis", DetailedMetrics["event_analysis"]>;

const section = (ofType: readonly Type[], ofAction: readonly z.infer<typeof actions.row>[]): DetailedMetrics["event_analysis"] => ({
	types: ofType[0]?.types ?? 0,
	event_types: record(ofType, ({ event_type, events }) => [event_type, events]),
	top_event_types: ofType.slice(0, 10).map(({ event_type, events }) => ({ type: event_type, count: events })),
	actions: record(ofAction, ({ action, events }) => [action, events]),
});
