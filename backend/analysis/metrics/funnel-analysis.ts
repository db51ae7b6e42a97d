import { z } from "zod";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { type Ask, only, type Part, ratio, type SectionMetric } from "../metric.js";
import sql from "./funnel-analysis.sql";

const count = z.int();
const row = z.object({
	sessions: count,
	home: count,
	product: count,
	search: count,
	home_to_product: count,
	product_to_checkout: count,
	home_to_checkout: count,
	search_to_product: count,
	shop_2: count,
	shop_3: count,
	shop_4: count,
	shop_5: count,
	journey_1: count,
	journey_2: count,
	journey_3: count,
	journey_4: count,
	journey_5: count,
	journey_6: count,
});
const part = { name: "funnel_analysis", sql, row } satisfies Part<unknown>;
type Row = z.infer<typeof row>;
type Step = DetailedMetrics["funnel_analysis"]["shop"][number];

/** Sessions by how far they came, over the sessions that start in the range. */
export const funnelCounts = async (ask: Ask): Promise<Row> => only(await ask(part));

/** The journey's steps by the predecessor's names: [name, sessions]. */
export const journeySteps = (counts: Row): [string, number][] => [
	["home_visit", counts.journey_1],
	["category_view", counts.journey_2],
	["product_view", counts.journey_3],
	["add_to_cart", counts.journey_4],
	["checkout_start", counts.journey_5],
	["purchase", counts.journey_6],
];

/**
 * Ordered funnels within a session, by (ts, event_id), each step a different event: a session counts for a step when the steps
 * up to it occur in it as a subsequence. Pages match by pattern (`/product/…` is a product page). A pair's second counts
 * sessions in which it comes after the first; conversion = second / first.
 */
export const funnelAnalysis = {
	name: "funnel_analysis",
	parts: [part],
	definitions: {
		home_to_product:
			"Sessions with the home page, and those of them with a product page in a later event. Rate: second / first; empty without a first.",
		product_to_checkout:
			"Sessions with a product page, and those of them with the checkout in a later event. Rate: second / first; empty without a first.",
		home_to_checkout:
			"Sessions with the home page, and those of them with the checkout in a later event. Rate: second / first; empty without a first.",
		search_to_product:
			"Sessions with a search, and those of them with a product page in a later event. Rate: second / first; empty without a first.",
		shop: "Sessions that start in the period by how far they come: a product viewed, added to the cart, checkout started, ordered. The steps are taken in this order, each by another event.",
		journey:
			"Sessions that take the six steps of the journey (home, category or search, product, cart, checkout, order) in this order, each by another event.",
	},
	compute: async (ask) => section(await funnelCounts(ask)),
} satisfies SectionMetric<"funnel_analysis", DetailedMetrics["funnel_analysis"]>;

const section = (counts: Row): DetailedMetrics["funnel_analysis"] => ({
	home_to_product: pair(counts.home, counts.home_to_product),
	product_to_checkout: pair(counts.product, counts.product_to_checkout),
	home_to_checkout: pair(counts.home, counts.home_to_checkout),
	search_to_product: pair(counts.search, counts.search_to_product),
	shop: steps([
		["session", counts.sessions],
		["product_viewed", counts.shop_2],
		["product_added", counts.shop_3],
		["checkout_started", counts.shop_4],
		["order_completed", counts.shop_5],
	]),
	journey: steps(journeySteps(counts)),
});

const pair = (first: number, second: number) => ({ first, second, conversion: ratio(second, first) });

const steps = (named: readonly (readonly [string, number])[]): Step[] =>
	named.map(([step, sessions], at) => ({
		step,
		sessions,
		of_first: ratio(sessions, named[0]?.[1] ?? 0),
		of_previous: at === 0 ? null : ratio(sessions, named[at - 1]?.[1] ?? 0),
	}));
