import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Part, record, type SectionMetric } from "../metric.js";
import sql from "./hidden.sql";

const part = {
	name: "hidden",
	sql,
	row: z.object({ reason: z.string(), events: z.int(), total: z.int() }),
} satisfies Part<unknown>;

/** What the noise filter hides in the range, or would hide when noise is shown: each event once, under its first reason; the 100 commonest reasons. */
export const hidden = {
	name: "hidden",
	parts: [part],
	definitions: {
		events: "Events in the period that the noise filter hides, or would hide.",
		by_reason: "These events, each under its first reason: the rule that marked it, or its source. The 100 commonest reasons.",
	},
	compute: async (ask) => section(await ask(part)),
} satisfies SectionMetric<"hidden", DetailedMetrics["hidden"]>;

const section = (rows: readonly z.infer<typeof part.row>[]): DetailedMetrics["hidden"] => ({
	events: rows[0]?.total ?? 0,
	by_reason: record(rows, ({ reason, events }) => [reason, events]),
});
