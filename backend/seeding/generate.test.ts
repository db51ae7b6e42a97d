import { expect, test } from "vitest";
import { type SeedInput, seedOptions } from "../contract/seeding.js";
import { openGeneration } from "./generate.js";
import { planOf } from "./plan.js";
import type { Sending } from "./sending.js";

const now = Date.UTC(2026, 10, 21, 22, 59);
const small: SeedInput = {
	days: 10,
	user_count: 300,
	sessions_per_user: 2,
	avg_events: 6,
	now: new Date(now).toISOString(),
	time_zone: "Europe/Berlin",
};

const made = async (input: SeedInput) => {
	const plan = planOf(seedOptions.parse(input), now);
	const generation = await openGeneration(plan);
	const sendings: Sending[] = [...generation.lots()].flat();
	return { plan, sendings, events: sendings.flatMap(({ events }) => events), truth: generation.tally.truth() };
};

test("equal options give equal events, ids included; another seed, time or flag gives others", async () => {
	const one = await made(small);
	expect(await made(small)).toEqual(one);
	const ids = new Set(one.events.map(({ event_id }) => event_id));
	expect(ids.size).toBe(one.events.length);
	for (const change of [{ seed: 43 }, { now: "2026-11-21T22:58:00Z" }, { bots: true }, { user_count: 301 }]) {
		const other = await made({ ...small, ...change });
		expect(
			other.events.some(({ event_id }) => ids.has(event_id)),
			JSON.stringify(change),
		).toBe(false);
	}
});

test("products in the catalog do not make it another run", async () => {
	expect((await made({ ...small, seed_products: true })).plan.key).toBe((await made(small)).plan.key);
});

test("no event is later than now, nor before the first day; each visit goes forward in time", async () => {
	const midday = Date.UTC(2026, 10, 21, 12, 7);
	const { events, sendings, truth } = await made({ ...small, now: new Date(midday).toISOString(), bots: true, spikes: true });
	const times = events.map(({ timestamp }) => timestamp * 1000);
	expect(times.length).toBeGreaterThan(3_000);
	expect(Math.max(...times)).toBeLessThanOrEqual(midday);
	expect(Math.max(...times)).toBeGreaterThan(midday - 6 * 3_600_000);
	expect(Math.min(...times)).toBeGreaterThanOrEqual(truth.from);
	for (const { events: own, at } of sendings) {
		const stamps = own.map(({ timestamp }) => timestamp);
		expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
		expect(at).toBeGreaterThanOrEqual(Math.round((stamps.at(-1) ?? 0) * 1000));
		expect(at).toBeLessThanOrEqual(midday);
	}
});

test("one visitor id a visitor, one session id a visit, and a user once signed in", async () => {
	const { events, truth } = await made(small);
	expect(new Set(events.map(({ client_id }) => client_id)).size).toBe(truth.totals.visitors);
	expect(new Set(events.map(({ session_id }) => session_id)).size).toBe(truth.totals.sessions);
	const users = new Map<string, Set<string>>();
	for (const { client_id, user_id } of events)
		if (user_id && client_id) users.set(user_id, (users.get(user_id) ?? new Set()).add(client_id));
	expect(users.size).toBeGreaterThan(3);
	for (const visitors of users.values()) expect(visitors.size).toBe(1);
	const agents = new Map<string, Set<string>>();
	const { sendings } = await made(small);
	for (const { events: own, userAgent } of sendings) {
		const id = own[0]?.client_id ?? "";
		agents.set(id, (agents.get(id) ?? new Set()).add(userAgent));
	}
	expect([...agents.values()].some(({ size }) => size > 1)).toBe(true);
});

test("the truth counts what was made", async () => {
	const { events, truth } = await made({ ...small, bots: true, spikes: true });
	const bots = new Set(truth.bots.flatMap(({ event_ids }) => event_ids));
	const ofType = (type: string): number => events.filter(({ event_type, event_id }) => event_type === type && !bots.has(event_id)).length;
	expect(truth.totals.events).toBe(events.length);
	expect(truth.people.events).toBe(events.length - bots.size);
	expect(bots.size).toBe(truth.bots.reduce((sum, { event_ids }) => sum + event_ids.length, 0));
	expect(truth.bots.map(({ kind }) => kind)).toEqual(
		expect.arrayContaining(["declared_bot", "too_fast", "exact_intervals", "no_view", "spam_referrer", "internal"]),
	);
	expect(truth.people.orders).toBe(ofType("purchase"));
	expect(truth.products).toEqual({ views: ofType("product_view"), added: ofType("add_to_cart"), removed: ofType("remove_from_cart") });
	expect(truth.searches.searches).toBe(ofType("search"));
	expect(truth.refunds.refunds).toBe(ofType("refund"));
	const revenue = events
		.filter(({ event_type, event_id }) => event_type === "purchase" && !bots.has(event_id))
		.reduce((sum, { properties }) => sum + Math.round(Number(properties["revenue"]) * 100), 0);
	expect(truth.people.revenue).toBe(revenue / 100);
});

test("the calibration holds: visits and events as asked for, carts and orders as in shops", async () => {
	const { truth } = await made({ ...small, user_count: 6_000, promotion: false });
	const { people, funnel, products } = truth;
	expect(people.sessions / people.visitors).toBeCloseTo(2, 1);
	expect(people.events / people.sessions / 6).toBeCloseTo(1, 1);
	expect(products.added / products.views).toBeGreaterThan(0.02);
	expect(products.added / products.views).toBeLessThan(0.1);
	expect(funnel.order / funnel.cart).toBeGreaterThan(0.27);
	expect(funnel.order / funnel.cart).toBeLessThan(0.35);
});

test("a first day that is hardly begun, a single day, and a day on which the clocks change", async () => {
	const early = await made({ ...small, days: 2, now: "2026-11-20T23:20:00Z" });
	expect(early.truth.days.map(({ sessions }) => sessions > 0)).toEqual([true, false]);
	const single = await made({ ...small, days: 1, sessions_per_user: 3 });
	expect(single.truth.people.sessions).toBeGreaterThan(700);
	const change = await made({ ...small, days: 3, now: "2026-10-26T22:00:00Z" });
	expect(change.truth.days.map(({ day }) => day)).toEqual(["2026-10-24", "2026-10-25", "2026-10-26"]);
});

test.each([
	[{ user_count: 2_000_000, sessions_per_user: 10, avg_events: 10 }, /more than a run may make/],
	[{ now: "2030-01-01T00:00:00Z" }, /lies ahead/],
	[{ now: "2001-01-02T00:00:00Z", days: 30 }, /first day would be/],
	[{ now: "2026-11-20T23:20:00Z", days: 1 }, /no time for a visit/],
])("%j is refused in words", async (change, words) => {
	await expect(made({ ...small, ...change })).rejects.toThrow(words);
});
