import { z } from "zod";
import type { Headline } from "../contract/cleanup.js";
import type { EngineRun } from "../engine/port.js";
import { askerOf, only, type Part } from "./metric.js";
import { basicMetrics } from "./metrics/basic-metrics.js";
import { commerce } from "./metrics/commerce.js";
import pageViewsSql from "./metrics/page-views.sql";

const pageViews = { name: "page_views", sql: pageViewsSql, row: z.object({ page_views: z.int() }) } satisfies Part<unknown>;

/** The few numbers that decide about a shop at a glance, by the definitions of the detailed analysis. */
export const headlineOf = async (run: Pick<EngineRun, "query">): Promise<Headline> => {
	const ask = askerOf(run);
	const basic = await basicMetrics.compute(ask);
	const money = await commerce.compute(ask);
	return {
		events: basic.total_events,
		sessions: basic.total_sessions,
		visitors: basic.visitors,
		page_views: only(await ask(pageViews)).page_views,
		orders: money.orders,
		conversion: money.conversion,
		bounce_rate: basic.bounce_rate,
		revenue: money.by_currency.map(({ currency, orders, revenue, aov }) => ({ currency, orders, revenue, aov })),
	};
};
