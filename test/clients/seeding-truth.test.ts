import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../backend/client/client.js";
import type { ReportCell, ReportParams } from "../../backend/contract/reports.js";
import type { SeedTruth } from "../../backend/contract/seeding.js";
import { month, seedWithTruth } from "./seeding-backend.js";
import { openBackend, type TransferBackend } from "./transfer-backend.js";

/** Seeds a real store, and asks the reports for what was planted. Counts must agree exactly; shares lie within what chance does. */
let backend: TransferBackend;
let client: Client;
let truth: SeedTruth;

beforeAll(async () => {
	backend = await openBackend();
	({ client } = backend);
	({ truth } = await seedWithTruth(client, { ...month, spikes: true }));
}, 120_000);
afterAll(() => backend.remove());

type Row = Readonly<Record<string, ReportCell>>;

const rowsOf = async (report: string, params: Partial<ReportParams> = {}): Promise<Row[]> => {
	const { columns, rows } = await client.reports.get({ report, tz: month.time_zone, limit: 10_000, ...params });
	return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
};

const sum = (rows: readonly Row[], column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);

/** Five standard errors: chance goes past them once in two million. */
const expectPlanted = ({ planted, deviation }: { planted: number | null; deviation: number }, share: number, about: string): void => {
	expect(planted, about).not.toBeNull();
	expect(Math.abs(share - (planted ?? 0)), `${about}: ${share} for ${planted} ± ${deviation}`).toBeLessThan(5 * deviation + 1e-9);
	expect(deviation, about).toBeLessThan(0.05);
};

const metrics = async () => {
	const { analysis } = await client.analysis.analyze({ params: { kind: "detailed", tz: month.time_zone } });
	return analysis.detailed_metrics ?? {};
};

test("totals: events, sessions, visitors, orders, revenue, refunds", async () => {
	const { basic_metrics, commerce } = await metrics();
	expect(truth.totals).toEqual(truth.people);
	expect(basic_metrics).toMatchObject({ total_events: truth.totals.events, total_sessions: truth.totals.sessions });
	expect(sum(await rowsOf("channels"), "sessions")).toBe(truth.totals.sessions);
	expect(truth.totals.visitors).toBe(month.user_count);
	expect(commerce).toMatchObject({ orders: truth.totals.orders, refunds: truth.totals.refunds });
	expect(commerce?.by_currency).toHaveLength(1);
	expect(commerce?.by_currency[0]?.currency).toBe(truth.currency);
	expect(commerce?.by_currency[0]?.revenue).toBeCloseTo(truth.totals.revenue, 2);
	expect(commerce?.by_currency[0]?.refunded).toBeCloseTo(-truth.totals.refunded, 2);
	expect(truth.totals.refunds).toBeGreaterThan(0);
});

test("each channel's sessions and orders, and its conversion as it was planted", async () => {
	const rows = await rowsOf("channels");
	expect(rows).toHaveLength(truth.channels.length);
	for (const { channel, sessions, sessions_with_order, ...planted } of truth.channels) {
		const row = rows.find((one) => one["channel"] === channel);
		expect(row, channel).toMatchObject({ sessions, sessions_with_order });
		expectPlanted(planted, Number(row?.["conversion"]), channel);
	}
});

test("each persona's conversion, where the report is broken down by it", async () => {
	const rows = await rowsOf("channels", { by: "persona" });
	for (const { persona, sessions, sessions_with_order, ...planted } of truth.personas) {
		const own = rows.filter((row) => row["by"] === persona);
		expect([sum(own, "sessions"), sum(own, "sessions_with_order")], persona).toEqual([sessions, sessions_with_order]);
		expectPlanted(planted, sessions_with_order / sessions, persona);
	}
});

test("the funnel, step by step", async () => {
	const { funnel_analysis } = await metrics();
	const { sessions, product, cart, checkout, order, payment } = truth.funnel;
	expect(funnel_analysis?.shop.map((step) => step.sessions)).toEqual([sessions, product, cart, checkout, order]);
	const { planted_funnel } = truth;
	expectPlanted(planted_funnel.product, product / sessions, "sessions that see a product");
	expectPlanted(planted_funnel.cart, cart / product, "carts of those");
	expectPlanted(planted_funnel.checkout, checkout / cart, "checkouts of those");
	expectPlanted(planted_funnel.payment, payment / checkout, "payments of those");
	expectPlanted(planted_funnel.order, order / payment, "orders of those");
});

test("carts that are abandoned, and where", async () => {
	const rows = await rowsOf("cart-abandonment");
	const at = Object.fromEntries(rows.map((row) => [row["step"], row["carts"]]));
	const { cart, checkout, payment, order } = truth.funnel;
	expect(Number(at["added"]) + Number(at["cart_viewed"])).toBe(cart - checkout);
	expect([at["checkout_started"], at["payment_info_entered"], at["ordered"]]).toEqual([checkout - payment, payment - order, order]);
});

test("product views and what was added and removed", async () => {
	const rows = await rowsOf("events");
	const events = Object.fromEntries(rows.map((row) => [row["event_type"], row["events"]]));
	const { views, added, removed } = truth.products;
	expect(events).toMatchObject({ product_view: views, add_to_cart: added, remove_from_cart: removed, purchase: truth.people.orders });
	expect(added / views).toBeGreaterThan(0.02);
	expect(added / views).toBeLessThan(0.1);
});

test("searches, and those that found nothing", async () => {
	const { searches, without_results, ...planted } = truth.searches;
	expect(sum(await rowsOf("searches"), "searches")).toBe(searches);
	expect(sum(await rowsOf("searches-without-results"), "searches")).toBe(without_results);
	expectPlanted(planted, without_results / searches, "searches without results");
});

test("who comes back, by day of the first visit, over a change of the clocks", async () => {
	const rows = await rowsOf("retention", { period: "day" });
	const returned = new Map(rows.map((row) => [`${row["cohort"]} ${row["period"]}`, row]));
	expect(truth.retention.cohorts.reduce((total, { visitors }) => total + visitors, 0)).toBe(truth.people.visitors);
	for (const { day, visitors, returned: counts } of truth.retention.cohorts)
		for (const [after, count] of counts.entries())
			expect(returned.get(`${day} ${after}`), `${day} +${after}`).toMatchObject({ visitors, returned: count });
	const { visitors, returned: came, ...planted } = truth.retention.within_7_days;
	expectPlanted(planted, came / visitors, "back within a week");
});

test("sessions and orders of each day, and the promotion's effect", async () => {
	const rows = await rowsOf("orders-over-time", { from: truth.from, to: truth.to + 1 });
	expect(rows.map(({ start, sessions, orders }) => ({ day: start, sessions, orders }))).toEqual(
		truth.days.map(({ day, sessions, orders }) => ({ day, sessions, orders })),
	);
	const { promotion } = truth;
	const inside = rows.filter(({ start }) => String(start) >= (promotion?.from ?? "") && String(start) <= (promotion?.to ?? ""));
	expect(inside.length).toBe(3);
	expect([sum(inside, "sessions"), sum(inside, "sessions_with_order")]).toEqual([
		promotion?.inside.sessions,
		promotion?.inside.sessions_with_order,
	]);
	for (const part of [promotion?.inside, promotion?.outside])
		if (part) expectPlanted(part, part.sessions_with_order / part.sessions, "sale");
	const lifted = (promotion?.inside.planted ?? 0) / (promotion?.outside.planted ?? 1);
	expect(lifted).toBeGreaterThan(1.2);
	expect(lifted).toBeLessThan(1.45);
});

test("the spike is the busiest day, and its campaign brought it", async () => {
	const [spike] = truth.spikes;
	const busiest = truth.days.reduce((most, day) => (day.sessions > most.sessions ? day : most));
	expect(busiest.day).toBe(spike?.day);
	const campaigns = await rowsOf("campaigns");
	expect(
		sum(
			campaigns.filter((row) => row["campaign"] === spike?.campaign),
			"sessions",
		),
	).toBe(spike?.visitors);
});

test("refunds as often as planted", () => {
	const { refunds, orders, ...planted } = truth.refunds;
	expectPlanted(planted, refunds / orders, "refunds");
});
