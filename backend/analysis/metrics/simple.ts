import { z } from "zod";
import type { SimpleMetrics } from "../../contract/analysis.js";
import { type Ask, type Metric, only, type Part, ratio, record, seconds } from "../metric.js";
import { mostFrequent } from "./event-analysis.js";
import { funnelCounts, journeySteps } from "./funnel-analysis.js";
import { mostVisited } from "./page-analysis.js";
import { sessionSums } from "./session-analysis.js";
import sql from "./simple.sql";

const size = { name: "simple", sql, row: z.object({ events: z.int().nullable() }) } satisfies Part<unknown>;

/** The light summary: nothing in it needs distinct users or a pass over raw events but for the pages. Definitions are those of the detailed sections. */
export const simple = {
	name: "simple",
	compute: async (ask) => section(await read(ask)),
} satisfies Metric<"simple", SimpleMetrics>;

const read = async (ask: Ask) => ({
	size: only(await ask(size)),
	types: await mostFrequent(ask),
	pages: await mostVisited(ask),
	funnel: await funnelCounts(ask),
	sessions: await sessionSums(ask),
});

const section = ({ size: all, types, pages, funnel, sessions }: Awaited<ReturnType<typeof read>>): SimpleMetrics => {
	const journey = journeySteps(funnel);
	return {
		total_events: all.events ?? 0,
		sessions: sessions.sessions,
		events_by_type: record(types, ({ event_type, events }) => [event_type, events]),
		top_pages: pages.slice(0, 10).map(({ page, events }) => ({ page, count: events })),
		funnel_home_to_product: funnel.home_to_product,
		funnel_metrics: record(journey, (step) => step),
		conversion_rates: record(transitions(journey), (transition) => transition),
		session_metrics: {
			total_sessions: sessions.sessions,
			avg_events: ratio(sessions.events, sessions.sessions),
			median_events: sessions.median_events,
			max_events: sessions.max_events,
			avg_duration_seconds: seconds(ratio(sessions.duration_ms, sessions.sessions)),
			median_duration_seconds: seconds(sessions.median_ms),
			max_duration_seconds: seconds(sessions.max_ms),
		},
	};
};

/** From each step to the next: [first_to_second, second / first]. */
const transitions = (journey: readonly (readonly [string, number])[]): (readonly [string, number | null])[] =>
	journey.slice(1).map(([name, count], at) => {
		const [before, reached] = journey[at] ?? ["", 0];
		return [`${before}_to_${name}`, ratio(count, reached)];
	});
