import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { only, type Part, ratio, type SectionMetric, seconds } from "../metric.js";
import sessionsSql from "./basic-metrics.sessions.sql";
import eventsSql from "./basic-metrics.sql";

const events = {
	name: "basic_metrics",
	sql: eventsSql,
	row: z.object({
		total_events: z.int(),
		unique_users: z.int(),
		visitors: z.int(),
		persons: z.int(),
		first_ts: z.int().nullable(),
		last_ts: z.int().nullable(),
	}),
} satisfies Part<unknown>;

const sessions = {
	name: "basic_metrics.sessions",
	sql: sessionsSql,
	row: z.object({ sessions: z.int(), bounced: z.int(), duration_ms: z.int(), events: z.int(), page_events: z.int() }),
} satisfies Part<unknown>;

type Rows = { events: z.infer<typeof events.row>; sessions: z.infer<typeof sessions.row> };

/**
 * Sizes of the range. Events, users (distinct non-null user_id), visitors and persons are of the events in the range; sessions
 * are those that start in it, whole. Durations: last minus first event, ms inside, seconds out; a single-event session lasts 0,
 * so both means share one sum. bounce_rate = single-event sessions / sessions. Null without sessions.
 */
export const basicMetrics = {
	name: "basic_metrics",
	parts: [events, sessions],
	definitions: {
		total_events: "Events in the period, after noise is hidden.",
		total_sessions:
			"Sessions that start in the period. A session has the id that the client sent; without one, a new one begins after more than 30 minutes of silence of the visitor.",
		unique_users: "Distinct user ids, as claimed, of the events in the period.",
		visitors: "Distinct visitors of the events in the period: the client id, else the user id, else the session id, else the event itself.",
		persons: "Distinct persons: the user id of an event; else the one user ever linked to its visitor; else the visitor.",
		avg_session_duration_seconds:
			"Seconds from the first to the last event of a session, mean over all sessions; a session of one event counts 0. Empty without sessions.",
		avg_session_duration_seconds_multi_event:
			"Seconds from the first to the last event of a session, mean over the sessions of two or more events. Empty without such.",
		avg_events_per_session: "Events of the sessions / sessions. Empty without sessions.",
		avg_pages_per_session: "Events that carry a page / sessions. Empty without sessions.",
		bounced_sessions: "Sessions of a single event.",
		bounce_rate: "Sessions of a single event / all sessions that start in the period. Empty without sessions.",
		first_ts: "Time of the first event in the period.",
		last_ts: "Time of the last event in the period.",
	},
	compute: async (ask) => section({ events: only(await ask(events)), sessions: only(await ask(sessions)) }),
} satisfies SectionMetric<"basic_metrics", DetailedMetrics["basic_metrics"]>;

const section = ({ events: e, sessions: s }: Rows): DetailedMetrics["basic_metrics"] => ({
	total_events: e.total_events,
	total_sessions: s.sessions,
	unique_users: e.unique_users,
	visitors: e.visitors,
	persons: e.persons,
	avg_session_duration_seconds: seconds(ratio(s.duration_ms, s.sessions)),
	avg_session_duration_seconds_multi_event: seconds(ratio(s.duration_ms, s.sessions - s.bounced)),
	avg_events_per_session: ratio(s.events, s.sessions),
	avg_pages_per_session: ratio(s.page_events, s.sessions),
	bounced_sessions: s.bounced,
	bounce_rate: ratio(s.bounced, s.sessions),
	first_ts: e.first_ts,
	last_ts: e.last_ts,
});
