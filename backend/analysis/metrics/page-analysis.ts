import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Ask, type Part, record, type SectionMetric } from "../metric.js";
import sql from "./page-analysis.sql";

const row = z.object({ page: z.string(), events: z.int(), pages: z.int() });
const part = { name: "page_analysis", sql, row } satisfies Part<unknown>;

/** Characters of keys that page_distribution may hold: pages can be 2,048 long, and a saved analysis stays small. */
const keyBudget = 32_768;

/** The 200 most visited pages; events with a page count, whatever their type. Pages that were null are left out. */
export const mostVisited = (ask: Ask): Promise<z.infer<typeof row>[]> => ask(part);

/** Events by page: count descending, then page ascending. */
export const pageAnalysis = {
	name: "page_analysis",
	parts: [part],
	definitions: {
		pages: "Distinct pages of the events in the period.",
		top_pages: "Pages by events that carry them, whatever their type; the 20 most visited, ties by name.",
		page_distribution: "Pages by events that carry them; the 200 most visited.",
	},
	compute: async (ask) => section(await mostVisited(ask)),
} satisfies SectionMetric<"page_analysis", DetailedMetrics["page_analysis"]>;

const section = (rows: readonly z.infer<typeof row>[]): DetailedMetrics["page_analysis"] => ({
	pages: rows[0]?.pages ?? 0,
	top_pages: rows.slice(0, 20).map(({ page, events }) => ({ page, count: events })),
	page_distribution: record(withinBudget(rows), ({ page, events }) => [page, events]),
});

const withinBudget = (rows: readonly z.infer<typeof row>[]) => {
	let used = 0;
	return rows.filter(({ page }) => {
		used += page.length;
		return used <= keyBudget;
	});
};
