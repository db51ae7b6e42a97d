import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { funnelsRouter } from "../../backend/analysis/analysis.js";
import type { FunnelInput } from "../../backend/contract/funnel.js";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import { type Caller, os } from "../../backend/operations.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";

const start = Date.UTC(2026, 9, 1);
const minute = 60_000;

/** Three visitors on the first day; the third buys. The day before, one views and buys. */
const visit = (visitor: string, at: number, more: Partial<NewEvent>): NewEvent =>
	event({ eventId: `${visitor}-${at}`, ts: start + at * minute, visitor, clientId: visitor, sessionId: `s-${visitor}`, ...more });
const view = { eventType: "view", action: "product_viewed", page: "/product/1" };
const order = { eventType: "buy", action: "order_completed", page: "/checkout/done" };
const log = [
	visit("a", 0, { ...view, device: "mobile" }),
	visit("b", 1, { ...view, device: "desktop", properties: { layout: { name: "wide" } } }),
	visit("b", 4, { eventType: "pageview", page: "/about" }),
	visit("b", 11, order),
	visit("c", 2, view),
	visit("c", 3, { ...order, userId: "cleo" }),
	visit("d", -1_000, { ...view, device: "mobile" }),
	visit("d", -990, order),
];

const buyers: FunnelInput = {
	steps: [
		{ on: "page", is: "/product/*" },
		{ on: "event", is: "order_completed" },
	],
};

let store: DuckStore;
let ids = 0;
const clientFor = (role: Caller["role"], userId: string | null = null) => {
	const router = funnelsRouter({ engine: openDuckEngine(store), store, now: () => start + ids * 1_000, newId: () => `f${++ids}` });
	return createRouterClient(os.funnels.router(router), { context: { caller: { role, userId, peer: null, token: null } } });
};

beforeEach(async () => {
	ids = 0;
	store = await openDuckStore({ path: ":memory:" });
	await store.append(log);
});
afterEach(() => store.close());

const day = { from: start, to: start + 1_440 * minute };

describe("a funnel", () => {
	test("counts sessions, with the share of the first and of the one before and the median time between", async () => {
		const { all, groups, before, compared, data_through } = await clientFor("analyst").compute({ funnel: buyers, ...day });
		expect(all).toEqual({
			steps: [
				{ count: 3, of_first: 1, of_previous: null, median_ms: null },
				{ count: 2, of_first: 2 / 3, of_previous: 2 / 3, median_ms: 5.5 * minute },
			],
			median_total_ms: 5.5 * minute,
		});
		expect([groups, before, compared, data_through]).toEqual([[], null, null, start + 11 * minute]);
	});

	test("takes events of one millisecond in the order of their ids, for persons as for sessions", async () => {
		const twice = (visitor: string, first: Partial<NewEvent>, second: Partial<NewEvent>): NewEvent[] => [
			visit(visitor, 3_000, { ...second, eventId: `${visitor}-2` }),
			visit(visitor, 3_000, { ...first, eventId: `${visitor}-1` }),
		];
		await store.append([...twice("e", view, order), ...twice("f", order, view), ...twice("g", view, order)]);
		const later = { from: start + 2_880 * minute, to: start + 4_320 * minute };
		for (const order of [{}, { strict: true }])
			for (const unit of [{}, { per: "person" as const, window: 60 }]) {
				const { all } = await clientFor("analyst").compute({ funnel: { ...buyers, ...order, ...unit }, ...later });
				expect(all.steps.map(({ count }) => count)).toEqual([3, 2]);
			}
	});

	test("of nothing has steps of nobody, and no rates", async () => {
		const { all } = await clientFor("analyst").compute({
			funnel: {
				steps: [
					{ on: "event", is: "x" },
					{ on: "event", is: "y" },
				],
			},
		});
		expect(all.steps).toEqual([
			{ count: 0, of_first: null, of_previous: null, median_ms: null },
			{ count: 0, of_first: null, of_previous: null, median_ms: null },
		]);
	});

	test("compares with the period before, value by value of its breakdown", async () => {
		const funnel = { ...buyers, by: "device" };
		const result = await clientFor("analyst").compute({ funnel, ...day, compare: "previous", groups: 2 });
		expect(result.groups.map(({ value, steps }) => [value, ...steps.map(({ count }) => count)])).toEqual([
			["desktop", 1, 1],
			["mobile", 1, 0],
		]);
		expect(result.groups_total).toBe(3);
		expect(result.before?.all.steps.map(({ count }) => count)).toEqual([1, 1]);
		expect(result.before?.groups.map((group) => group?.steps.map(({ count }) => count) ?? null)).toEqual([null, [1, 1]]);
		expect(result.compared).toEqual({ from: start - 1_440 * minute, to: start });
	});

	test("of persons needs a window, and tells that who came late may still go on", async () => {
		const client = clientFor("analyst");
		await expect(client.compute({ funnel: { ...buyers, per: "person" } })).rejects.toThrow();
		const { all, notes } = await client.compute({ funnel: { ...buyers, per: "person", window: 2_880 }, ...day });
		expect(all.steps.map(({ count }) => count)).toEqual([3, 2]);
		expect(notes).toEqual([expect.stringContaining("less than 2 days before its end")]);
	});

	test("a condition on a property's path, and a strict order, leave out what does not hold", async () => {
		const client = clientFor("analyst");
		const ofWide = { field: "layout.name", is: "equals" as const, value: "wide" };
		const wide = { steps: [{ on: "page" as const, is: "/product/*", where: [ofWide] }, ...buyers.steps.slice(1)] };
		expect((await client.compute({ funnel: wide })).all.steps.map(({ count }) => count)).toEqual([1, 1]);
		expect((await client.compute({ funnel: { ...buyers, strict: true }, ...day })).all.steps.map(({ count }) => count)).toEqual([3, 1]);
	});

	test("a text asked of a number is refused with what to ask instead", async () => {
		const funnel: FunnelInput = {
			steps: [
				{ on: "page", is: "*", where: [{ field: "price", is: "contains", value: "4" }] },
				{ on: "page", is: "*" },
			],
		};
		await expect(clientFor("analyst").compute({ funnel })).rejects.toMatchObject({ code: "invalid", message: /^price holds numbers/ });
	});
});

describe("the people behind a step", () => {
	const ask = (more: object) => clientFor("analyst").people({ funnel: { ...buyers, by: "device" }, ...day, step: 1, ...more });

	test("are those who reached it, went on, or left, newest first", async () => {
		const of = async (more: object) => (await ask(more)).items.map(({ visitor }) => visitor);
		expect(await of({})).toEqual(["c", "b", "a"]);
		expect(await of({ who: "went_on" })).toEqual(["c", "b"]);
		expect(await of({ who: "left" })).toEqual(["a"]);
		expect(await of({ step: 2 })).toEqual(["c", "b"]);
		expect(await of({ group: { value: null } })).toEqual(["c"]);
	});

	test("come in pages that tell how many there are, also past the last", async () => {
		const { items, total } = await ask({ limit: 2, offset: 1 });
		expect([items.map(({ visitor }) => visitor), total]).toEqual([["b", "a"], 3]);
		expect(await ask({ offset: 7 })).toEqual({ items: [], total: 3 });
		expect(items[0]).toEqual({
			id: expect.any(String),
			visitor: "b",
			user_id: null,
			session_id: "s-b",
			value: "desktop",
			times: [start + minute, start + 11 * minute],
		});
	});

	test("are sorted over all pages, not within one, and what has no value is last either way", async () => {
		const of = async (more: object) => (await ask({ limit: 1, ...more })).items.map(({ visitor }) => visitor);
		expect(await of({ sort: "began", descending: false })).toEqual(["a"]);
		expect(await of({ sort: "who", descending: false, offset: 2 })).toEqual(["c"]);
		expect(await of({ sort: "took", descending: false, offset: 2 })).toEqual(["a"]);
		expect(await of({ sort: "took", descending: true, offset: 2 })).toEqual(["a"]);
		expect(await of({ sort: "value", descending: true, offset: 2 })).toEqual(["c"]);
		expect(await of({ sort: "reached", descending: false })).toEqual(["a"]);
		const unbroken = clientFor("analyst").people({ funnel: buyers, ...day, step: 1, sort: "value" });
		await expect(unbroken).rejects.toMatchObject({ code: "invalid", message: /not broken down/ });
	});

	test("of a step that is not there are refused, and who goes on from the last", async () => {
		await expect(ask({ step: 3 })).rejects.toMatchObject({ code: "invalid", message: /has 2 steps/ });
		await expect(ask({ step: 2, who: "left" })).rejects.toMatchObject({ code: "invalid", message: /is the last/ });
	});

	test("of a group are refused where there is no breakdown", async () => {
		const asked = clientFor("analyst").people({ funnel: buyers, step: 1, group: { value: "mobile" } });
		await expect(asked).rejects.toMatchObject({ code: "invalid", message: /not broken down/ });
	});
});

describe("saved funnels", () => {
	test("are saved, listed, renamed, changed and deleted", async () => {
		const client = clientFor("analyst", "ada");
		const saved = await client.save({ name: " Buyers ", funnel: buyers });
		expect(saved).toMatchObject({ name: "Buyers", created_by: "ada" });
		await client.change({ id: saved.id, name: "Orders" });
		await client.change({ id: saved.id, funnel: { ...buyers, strict: true } });
		expect(await client.list()).toEqual([
			expect.objectContaining({ id: saved.id, name: "Orders", funnel: expect.objectContaining({ strict: true }) }),
		]);
		expect(await client.remove({ id: saved.id })).toEqual({ status: "ok" });
		expect(await client.list()).toEqual([]);
		const gone = [() => client.remove(saved), () => client.change({ id: saved.id, name: "x" }), () => client.file(saved)];
		for (const ask of gone) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
	});

	test("go from store to store as a file; a name that is taken is refused", async () => {
		const client = clientFor("owner", "ada");
		const { id } = await client.save({ name: "Buyers", funnel: buyers });
		const file = JSON.stringify(await client.file({ id }));
		await expect(client.take({ file })).rejects.toMatchObject({ code: "conflict" });
		await client.remove({ id });
		expect(await client.take({ file })).toMatchObject({
			name: "Buyers",
			funnel: { steps: [{ is: "/product/*" }, { is: "order_completed" }] },
		});
		await expect(client.take({ file: "{}" })).rejects.toMatchObject({ code: "invalid" });
	});

	test("are not for customers", async () => {
		await expect(clientFor("customer", "cora").list()).rejects.toMatchObject({ code: "forbidden" });
	});

	test("are at most 200", async () => {
		const client = clientFor("local");
		for (let made = 0; made < 200; made += 1) await client.save({ name: `n${made}`, funnel: buyers });
		await expect(client.save({ name: "one more", funnel: buyers })).rejects.toMatchObject({
			code: "conflict",
			message: /200 saved funnels/,
		});
	});
});

test("steps can be made of what happened, the most frequent first", async () => {
	const { event_types, actions, pages } = await clientFor("analyst").choices({ ...day, limit: 2 });
	expect(event_types).toEqual([
		{ value: "view", events: 3 },
		{ value: "buy", events: 2 },
	]);
	expect(actions[0]).toEqual({ value: "product_viewed", events: 3 });
	expect(pages[0]).toEqual({ value: "/product/1", events: 3 });
});

test("no step is proposed of what a browser fetches beside its page, or robots look for", async () => {
	const fetched = ["/favicon.ico", "/Style.CSS", "/robots.txt"].flatMap((page, at) =>
		[20, 21, 22, 23].map((when) => visit("e", when + at * 10, { eventType: "pageview", page })),
	);
	await store.append(fetched);
	const { pages } = await clientFor("analyst").choices({ ...day, limit: 10 });
	expect(pages.map(({ value }) => value)).toEqual(["/product/1", "/checkout/done", "/about"]);
});
