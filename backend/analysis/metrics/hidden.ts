import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Metric, type Part, record } from "../metric.js";
import sql from "./hidden.sql";

const part = {
	name: "hidden",
	sql,
	row: z.object({ reason: z.string(), events: z.int(), total: z.int() }),
} satisfies Part<unknown>;

/** What the noise filter hides in the range, or would hide when noise is shown: each event once, under its first reason; the 100 commonest reasons. */
export const hidden = {
	name: "hidden",
	compute: async (ask) => section(await ask(part)),
} satisfies Metric<"hidden", DetailedMetrics["hidden"]>;

const section = (rows: readonly z.infer<typeof part.row>[]): DetailedMetrics["hidden"] => ({
	events: rows[0]?.total ?? 0,
	by_reason: record(rows, ({ reason, events }) => [reason, events]),
});
