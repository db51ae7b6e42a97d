import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { only, type Part, ratio, type SectionMetric } from "../metric.js";
import sql from "./user-analysis.sql";
import topSql from "./user-analysis.top.sql";

const totals = { name: "user_analysis", sql, row: z.object({ events: z.int(), users: z.int(), pairs: z.int() }) } satisfies Part<unknown>;

const top = {
	name: "user_analysis.top",
	sql: topSql,
	row: z.object({ user_id: z.string(), events: z.int(), pages: z.int(), sessions: z.int(), session_events: z.int() }),
} satisfies Part<unknown>;

type Top = z.infer<typeof top.row>;

/**
 * Users are the distinct claimed user_id of the events in the range, so their number equals unique_users. Events and pages of a
 * user lie in the range; sessions of a user are those that start in the range and hold an event of the user, and
 * avg_events_per_session counts the user's events within these (null when all began before the range).
 * Top 20 by events descending, then user_id ascending.
 */
export const userAnalysis = {
	name: "user_analysis",
	parts: [totals, top],
	definitions: {
		users: "Distinct user ids, as claimed, of the events in the period.",
		avg_sessions_per_user: "Distinct pairs of user and session / users. Empty without users.",
		avg_events_per_user: "Events with a user id / users. Empty without users.",
		top_users: "Users by events in the period; the first 20, ties by id.",
	},
	compute: async (ask) => section(only(await ask(totals)), await ask(top)),
} satisfies SectionMetric<"user_analysis", DetailedMetrics["user_analysis"]>;

const section = (all: z.infer<typeof totals.row>, users: readonly Top[]): DetailedMetrics["user_analysis"] => ({
	users: all.users,
	avg_sessions_per_user: ratio(all.pairs, all.users),
	avg_events_per_user: ratio(all.events, all.users),
	top_users: users.map((user) => ({
		user_id: user.user_id,
		total_sessions: user.sessions,
		total_events: user.events,
		unique_pages: user.pages,
		avg_events_per_session: ratio(user.session_events, user.sessions),
	})),
});
