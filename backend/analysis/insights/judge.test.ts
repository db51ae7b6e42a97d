import { describe, expect, test } from "vitest";
import type { DetailedMetrics } from "../../contract/analysis.js";
import { metricAt } from "../../contract/metric-path.js";
import { judge } from "./judge.js";

const pair = (first: number, second: number) => ({ first, second, conversion: first === 0 ? null : second / first });

/** Sections with nothing in them, as an empty store gives them. */
const empty: DetailedMetrics = {
	basic_metrics: {
		total_events: 0,
		total_sessions: 0,
		unique_users: 0,
		visitors: 0,
		persons: 0,
		avg_session_duration_seconds: null,
		avg_session_duration_seconds_multi_event: null,
		avg_events_per_session: null,
		avg_pages_per_session: null,
		bounced_sessions: 0,
		bounce_rate: null,
		first_ts: null,
		last_ts: null,
	},
	page_analysis: { pages: 0, top_pages: [], page_distribution: {} },
	event_analysis: { types: 0, event_types: {}, top_event_types: [], actions: {} },
	time_analysis: { hourly_distribution: { "0": 0 }, daily_distribution: {}, peak_hour: null, peak_day: null },
	trend: { bucket: "day", points: [] },
	session_analysis: {
		avg_session_duration: null,
		avg_pages_per_session: null,
		median_session_duration: null,
		max_session_duration: null,
		median_events_per_session: null,
		max_events_per_session: null,
		multi_event_sessions: 0,
	},
	user_analysis: { users: 0, avg_sessions_per_user: null, avg_events_per_user: null, top_users: [] },
	funnel_analysis: {
		home_to_product: pair(0, 0),
		product_to_checkout: pair(0, 0),
		home_to_checkout: pair(0, 0),
		search_to_product: pair(0, 0),
		shop: [],
		journey: [],
	},
	conversion_rates: { page_visit_rates: {}, multi_page_session_rate: null, page_repeat_session_rate: null, return_visitor_rate: null },
	commerce: { orders: 0, sessions_with_order: 0, conversion: null, cancels: 0, refunds: 0, by_currency: [] },
	product_analysis: { products: 0, top_products: [] },
	bought_together: { top_pairs: [] },
	hidden: { events: 0, by_reason: {} },
};

const sessions = (total: number, bounced: number, meanSeconds: number): Partial<DetailedMetrics> => ({
	basic_metrics: {
		...empty.basic_metrics,
		total_events: total * 2,
		total_sessions: total,
		visitors: total,
		bounced_sessions: bounced,
		bounce_rate: bounced / total,
		avg_session_duration_seconds: meanSeconds,
	},
});

const rulesOf = (metrics: Partial<DetailedMetrics>): string[] => judge({ metrics, tz: "UTC" }).findings.map(({ rule }) => rule);
const textOf = (metrics: Partial<DetailedMetrics>, wanted: string): string =>
	judge({ metrics, tz: "Europe/Berlin" }).findings.find(({ rule }) => rule === wanted)?.text ?? "";

describe("nothing speaks without data", () => {
	test("of an empty store", () => expect(rulesOf(empty)).toEqual([]));
	test("of sections that failed", () => expect(rulesOf({})).toEqual([]));
});

describe("bounce", () => {
	test.each([
		[1_000, 701, ["bounce_high", "bounce_advice"]],
		[1_000, 700, ["bounce_advice"]],
		[1_000, 500, []],
		[1_000, 300, []],
		[1_000, 299, ["bounce_low"]],
	])("%d sessions, %d of them single", (total, bounced, rules) =>
		expect(rulesOf(sessions(total, bounced, 200)).filter((rule) => rule.startsWith("bounce"))).toEqual(rules),
	);
	test("quotes its numbers", () =>
		expect(textOf(sessions(3_501, 856, 200), "bounce_low")).toBe(
			"The bounce rate is low: 856 of 3,501 sessions (24.5\u202f%) hold one event only.",
		));
});

describe("duration", () => {
	test.each([
		[301, ["duration_long"]],
		[300, []],
		[120, []],
		[119, ["duration_advice"]],
		[59, ["duration_short", "duration_advice"]],
	])("a mean of %d s", (seconds, rules) =>
		expect(rulesOf(sessions(100, 40, seconds)).filter((rule) => rule.startsWith("duration"))).toEqual(rules),
	);
	test("is silent when every session is one event", () =>
		expect(rulesOf(sessions(100, 100, 0)).filter((rule) => rule.startsWith("duration"))).toEqual([]));
});

describe("orders without an amount", () => {
	const ofOrders = (orders: number, orders_without_amount: number) => ({ commerce: { ...empty.commerce, orders, orders_without_amount } });
	test("are told with their number", () =>
		expect(textOf(ofOrders(1_200, 1_001), "orders_without_amount")).toBe(
			"1,001 of 1,200 orders carry no amount, or one of 0, and add nothing to the revenue. Send revenue or total, or products with prices.",
		));
	test("are not missed where there are none", () => expect(rulesOf(ofOrders(3, 0))).toEqual([]));
});

describe("funnels", () => {
	const withPair = (second: number, first = 100): Partial<DetailedMetrics> => ({
		funnel_analysis: { ...empty.funnel_analysis, home_to_product: pair(first, second), product_to_checkout: pair(second + 1, 0) },
	});
	const ofHome = (metrics: Partial<DetailedMetrics>) => rulesOf(metrics).filter((rule) => rule.startsWith("home_to_product"));
	test.each([
		[31, ["home_to_product_strong"]],
		[30, []],
		[10, []],
		[9, ["home_to_product_weak", "home_to_product_advice"]],
		[0, ["home_to_product_weak", "home_to_product_advice"]],
	])("%d of 100", (second, rules) => expect(ofHome(withPair(second))).toEqual(rules));
	test("too few sessions are not judged", () => expect(ofHome(withPair(0, 10))).toEqual([]));
	test("a page that never occurs is not missed: the data may be of no shop", () =>
		expect(
			rulesOf({ funnel_analysis: { ...empty.funnel_analysis, home_to_product: pair(500, 0), home_to_checkout: pair(500, 0) } }),
		).toEqual([]));
});

describe("commerce", () => {
	const sold = (cancelled: number): Partial<DetailedMetrics> => ({
		...sessions(3_501, 856, 200),
		commerce: {
			...empty.commerce,
			orders: 2_749,
			sessions_with_order: 2_749,
			conversion: 2_749 / 3_501,
			by_currency: [
				{
					currency: "GBP",
					orders: 2_749,
					revenue: 1_515_110.7,
					refunded: 0,
					cancelled,
					net: 1_515_110.7 + cancelled,
					aov: 551.1497635503819,
				},
			],
		},
	});
	test("tells the conversion and the order value with their currency", () => {
		expect(textOf(sold(0), "conversion")).toBe("2,749 of 3,501 sessions (78.5\u202f%) hold an order.");
		expect(textOf(sold(0), "average_order_value")).toBe("An order is worth £551.15 on average (2,749 orders, £1,515,110.70).");
	});
	test("cancellations above a tenth of the revenue are an alert, below a finding", () => {
		const { alerts } = judge({ metrics: sold(-206_153.42), tz: "UTC" });
		expect(alerts).toEqual(["Cancellations take back 13.6\u202f% of the revenue: \u2212£206,153.42 of £1,515,110.70."]);
		expect(judge({ metrics: sold(-100), tz: "UTC" }).alerts).toEqual([]);
		expect(rulesOf(sold(-100))).toContain("cancelled_share");
	});
});

test("the peak hour names its zone", () =>
	expect(textOf({ time_analysis: { ...empty.time_analysis, hourly_distribution: { "23": 1_204 }, peak_hour: 23 } }, "peak_hour")).toBe(
		"The busiest hour of the day is 23:00 to 00:00 (Europe/Berlin), with 1,204 events.",
	));

test("a change compares halves of whole buckets, without the first, the last and the middle one", () => {
	const point = (sessionCount: number) => ({
		start: 0,
		label: "",
		hours: 24,
		events: 0,
		sessions: sessionCount,
		bounced: 0,
		visitors: 0,
		sessions_with_order: 0,
		orders: 0,
		revenue: {},
	});
	const trend = { bucket: "day" as const, points: [999, 10, 10, 10, 500, 12, 12, 12, 999].map(point) };
	expect(judge({ metrics: { trend }, tz: "UTC" }).trends).toEqual([
		"Sessions rose by 20.0\u202f%: 36 sessions in the later 3 days, 30 in the 3 days before.",
	]);
	const { findings } = judge({ metrics: { trend }, tz: "UTC" });
	for (const { metric, value } of findings.flatMap(({ facts }) => facts)) expect(metricAt({ trend }, metric), metric).toBe(value);
	expect(rulesOf({ trend: { ...trend, points: [999, 10, 10, 10, 10, 10, 10, 999].map(point) } })).toEqual([]);
});

test("every number a sentence rests on stands in detailed_metrics under the path it names", () => {
	const metrics: Partial<DetailedMetrics> = {
		...sessions(100, 80, 30),
		hidden: { events: 7, by_reason: { "source:simulation": 5, bot: 2 } },
		page_analysis: { pages: 2, top_pages: [{ page: "/a.b", count: 9 }], page_distribution: { "/a.b": 9 } },
	};
	const { findings } = judge({ metrics, tz: "UTC" });
	expect(findings.length).toBeGreaterThan(5);
	for (const { metric, value } of findings.flatMap(({ facts }) => facts)) expect(at(metrics, metric), metric).toBe(value);
});

/** The rest of a path after `by_reason` is one key, whatever dots it has. */
const at = (value: unknown, path: string): unknown => {
	const [head, ...rest] = path.split(".");
	const found = (value as Record<string, unknown>)[head ?? ""];
	if (rest.length === 0) return found;
	return head === "by_reason" ? (found as Record<string, unknown>)[rest.join(".")] : at(found, rest.join("."));
};
