import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { only, type Part, ratio, record, type SectionMetric } from "../metric.js";
import pagesSql from "./conversion-rates.pages.sql";
import sql from "./conversion-rates.sql";

const sums = {
	name: "conversion_rates",
	sql,
	row: z.object({ sessions: z.int(), multi_page: z.int(), page_repeat: z.int(), visitors: z.int(), returned: z.int() }),
} satisfies Part<unknown>;

const pages = {
	name: "conversion_rates.pages",
	sql: pagesSql,
	row: z.object({ page: z.string(), sessions: z.int() }),
} satisfies Part<unknown>;

/**
 * Shares of the sessions that start in the range: with each of the 20 most visited pages, with more than one distinct page,
 * with a page seen twice; and visitors with two or more of these sessions over all their visitors. Null without sessions;
 * page_visit_rates is then empty.
 */
export const conversionRates = {
	name: "conversion_rates",
	parts: [sums, pages],
	definitions: {
		page_visit_rates: "Of each of the 20 most visited pages: sessions that see it / all sessions.",
		multi_page_session_rate: "Sessions with more than one distinct page / all sessions. Empty without sessions.",
		page_repeat_session_rate: "Sessions that see a page twice / all sessions. Empty without sessions.",
		return_visitor_rate: "Visitors with two or more of these sessions / all their visitors. Empty without visitors.",
	},
	compute: async (ask) => section(only(await ask(sums)), await ask(pages)),
} satisfies SectionMetric<"conversion_rates", DetailedMetrics["conversion_rates"]>;

const section = (all: z.infer<typeof sums.row>, visited: readonly z.infer<typeof pages.row>[]): DetailedMetrics["conversion_rates"] => ({
	page_visit_rates: all.sessions === 0 ? {} : record(visited, ({ page, sessions }) => [page, sessions / all.sessions]),
	multi_page_session_rate: ratio(all.multi_page, all.sessions),
	page_repeat_session_rate: ratio(all.page_repeat, all.sessions),
	return_visitor_rate: ratio(all.returned, all.visitors),
});
