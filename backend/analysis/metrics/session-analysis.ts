import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Ask, only, type Part, ratio, type SectionMetric, seconds } from "../metric.js";
import sql from "./session-analysis.sql";

const row = z.object({
	sessions: z.int(),
	multi_event: z.int(),
	duration_ms: z.int(),
	page_events: z.int(),
	events: z.int(),
	median_ms: z.number().nullable(),
	max_ms: z.int().nullable(),
	median_events: z.number().nullable(),
	max_events: z.int().nullable(),
});
const part = { name: "session_analysis", sql, row } satisfies Part<unknown>;

/** Sums over the sessions that start in the range. */
export const sessionSums = async (ask: Ask): Promise<z.infer<typeof row>> => only(await ask(part));

/** Durations (seconds) and sizes over all sessions; a median of an even number is the mean of the middle two. Null without sessions. */
export const sessionAnalysis = {
	name: "session_analysis",
	parts: [part],
	definitions: {
		avg_session_duration:
			"Seconds from the first to the last event, mean over all sessions that start in the period. Empty without sessions.",
		avg_pages_per_session: "Events that carry a page / sessions. Empty without sessions.",
		median_session_duration: "Seconds; of an even number of sessions the mean of the middle two. Empty without sessions.",
		max_session_duration: "Seconds of the longest session.",
		median_events_per_session: "Events of a session; of an even number of sessions the mean of the middle two. Empty without sessions.",
		max_events_per_session: "Events of the session with the most.",
		multi_event_sessions: "Sessions of two or more events.",
	},
	compute: async (ask) => section(await sessionSums(ask)),
} satisfies SectionMetric<"session_analysis", DetailedMetrics["session_analysis"]>;

const section = (sums: z.infer<typeof row>): DetailedMetrics["session_analysis"] => ({
	avg_session_duration: seconds(ratio(sums.duration_ms, sums.sessions)),
	avg_pages_per_session: ratio(sums.page_events, sums.sessions),
	median_session_duration: seconds(sums.median_ms),
	max_session_duration: seconds(sums.max_ms),
	median_events_per_session: sums.median_events,
	max_events_per_session: sums.max_events,
	multi_event_sessions: sums.multi_event,
});
