import { createRouterClient } from "@orpc/server";
import fc from "fast-check";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import type { By, Query, Scope } from "../../../backend/engine/port.js";
import { os } from "../../../backend/operations.js";
import { openSeeding, seedingRouter } from "../../../backend/seeding/seeding.js";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { goldenEvents } from "../../golden/golden.js";
import { hostileKey, logCase } from "../oracle/logs.js";
import type { LogEvent } from "../oracle/model.js";
import { everything } from "../oracle/run.js";
import { differing, everyMetric, recording } from "./both.js";
import { openTestSpark, type TestSpark } from "./spark.js";

const logs = 50;
const seed = Number(process.env["SEED"] ?? 20_261_127);

/** What the store holds changes from one part to the next; the engine reads what is there when a run opens. */
let store: DuckStore;
let spark: TestSpark;

beforeAll(async () => {
	spark = await openTestSpark({ snapshot: (folder, signal) => store.snapshot(folder, signal) });
});
afterAll(() => spark.close());

const withStore = async (fill: (store: DuckStore) => Promise<void>): Promise<() => Promise<void>> => {
	const own = await openDuckStore({ path: ":memory:" });
	store = own;
	await fill(own);
	return () => own.close();
};

const metricsDiffering = async (scope: Scope): Promise<string[]> => {
	const { engine, asked } = recording(openDuckEngine(store));
	await everyMetric(engine, scope);
	expect(asked.length).toBeGreaterThan(20);
	return differing({ of: spark.engine, scope, asked, ordered: true });
};

describe("the golden stream", () => {
	let close: () => Promise<void>;
	beforeAll(async () => {
		close = await withStore(async (own) => {
			const golden = await goldenEvents();
			await own.append(golden.map(({ event }) => event));
			for (const { event, flag } of golden) if (flag !== null) await own.flag([event], [flag], 0);
		});
	});
	afterAll(() => close());
	test.each([
		["as it is usually asked", everything],
		["in a zone that changes its clocks, with noise", { ...everything, tz: "Europe/Berlin", noise: "show" }],
	] as const)("every metric, %s", async (_, scope) => expect(await metricsDiffering(scope)).toEqual([]));
});

describe("a made shop", () => {
	let close: () => Promise<void>;
	beforeAll(async () => {
		close = await withStore(async (own) => {
			const seeding = await openSeeding({
				store: own,
				log: pino({ level: "silent" }),
				now: () => Date.UTC(2026, 10, 1),
				customerNamed: ({ userId }) => Promise.resolve({ userId, isNew: true }),
				freeBytes: () => Promise.resolve(1e12),
			});
			const client = createRouterClient(os.seeding.router(seedingRouter(seeding)), {
				context: { caller: { role: "local", userId: null, peer: null, token: null } },
			});
			for await (const message of await client.run({ days: 7, user_count: 150, sessions_per_user: 2 })) void message;
			await seeding.close();
		});
	});
	afterAll(() => close());
	test("every metric", async () => expect(await metricsDiffering({ ...everything, noise: "show", tz: "America/New_York" })).toEqual([]));
});

test("a store that changes between the runs: each answers what is stored then, and only days whose rows changed are written", async () => {
	const golden = (await goldenEvents()).map(({ event }) => event);
	const close = await withStore(async (own) => void (await own.append(golden)));
	try {
		const scope: Scope = { ...everything, noise: "show" };
		const [order, cart] = [golden.find(({ eventId }) => eventId === "a6"), golden.find(({ eventId }) => eventId === "a4")];
		if (!order || !cart) throw new Error("The golden stream has no order of Anna's.");
		const dearer = "UPDATE events SET revenue = revenue + 1 WHERE event_id = 'a6'";
		const changes: readonly (readonly [string, readonly string[], () => Promise<unknown>])[] = [
			["nothing", [], () => Promise.resolve()],
			["one more of a day", ["2026-10-24"], () => store.append([{ ...order, eventId: "more", orderId: "o99", ts: order.ts + 1 }])],
			["one of a day without any", ["2026-09-01"], () => store.append([{ ...order, eventId: "old", ts: Date.UTC(2026, 8, 1) }])],
			["a tag", ["2026-10-24"], () => store.flag([cart], ["bot"], 0)],
			["another tag on it", ["2026-10-24"], () => store.flag([order], ["bot", "burst"], 1)],
			["no tag any more", ["2026-10-24"], () => store.unflag([cart, order])],
			["an edit", ["2026-10-24"], () => store.database.use((link) => link.exec(dearer)).then(() => store.rebuildKept())],
			["the only one of a day deleted", [], () => store.remove([{ source: order.source, eventId: "old" }])],
			["one of many deleted", ["2026-10-24"], () => store.remove([order])],
		];
		/** Every column of every event; what metrics make of them is compared above and below. */
		const eventsDiffering = async (): Promise<string[]> => {
			const { engine, asked } = recording(openDuckEngine(store));
			const run = await engine.open(scope);
			await run.query({ name: "any_ev", sql: "SELECT * FROM any_ev" });
			await run.close();
			return differing({ of: spark.engine, scope, asked, ordered: false });
		};
		expect(await eventsDiffering()).toEqual([]);
		for (const [name, days, change] of changes) {
			const before = await spark.days();
			await change();
			expect(await eventsDiffering(), name).toEqual([]);
			const after = await spark.days();
			expect(
				after.filter((one) => !before.includes(one)).map((one) => one.slice(0, 10)),
				name,
			).toEqual(days);
			expect(new Set(after.map((one) => one.slice(0, 10))).size, name).toBe(after.length);
		}
		expect(await spark.days()).not.toContainEqual(expect.stringContaining("2026-09-01"));
	} finally {
		await close();
	}
});

/** All logs in one table: names of their own keep them apart, and a property tells which log an event is of. */
const asOfLog = (log: number, { visitor, sessionId, userId, orderId, eventId, properties, ...rest }: LogEvent): LogEvent => {
	const own = <T extends string | null>(name: T): T => (name === null ? name : (`${log}-${name}` as T));
	return {
		...rest,
		visitor: own(visitor),
		sessionId: own(sessionId),
		userId: own(userId),
		orderId: own(orderId),
		eventId: own(eventId),
		properties: { ...properties, log },
	};
};

/** With the columns that are compared: what a kept-up table holds besides is DuckDB's own. */
const relations = {
	ev: "*",
	any_ev: "*",
	evs: "*",
	ses: `session_no, session_key, visitor, start_ts, end_ts, events, page_events, distinct_pages, repeats_page, entry_page, exit_page, has_order,
		shop_depth, journey_depth, has_home, has_product, has_search, home_to_product, product_to_checkout, home_to_checkout, search_to_product,
		user_id, channel, utm_source, utm_medium, utm_campaign, device, by_value`,
	touches: `session_key, first_start, is_new, visit, prev_start, first_channel, first_utm_source, first_utm_medium, first_utm_campaign,
		last_channel, last_utm_source, last_utm_medium, last_utm_campaign, by_value`,
	tallies: "session_no, visitor, user_id, person, event_type, events, first_ts, last_ts, by_value",
	people: "visitor, user_id, person, events, first_ts, last_ts, by_value",
	ses_tallies: "session_no, visitor, user_id, event_type, events, first_ts, last_ts, leads, by_value",
	trail: "*",
	ses_pages: "session_key, visitor, start_ts, page, views, by_value",
	paths: "session_key, pages, by_value",
	ses_products: "session_key, visitor, start_ts, product_id, views, adds, removes, orders, by_value",
	carts: "session_key, visitor, start_ts, step, currency, worth, by_value",
	items:
		"ts, source, event_id, kind, order_key, session_key, currency, product_id, product_name, product_category, quantity, amount, by_value",
	searches: "ts, session_key, visitor, source, event_id, start_ts, then_product, term, results, by_value",
	order_lines: "ts, source, event_id, kind, order_key, session_key, currency, amount, by_value",
	bins: "bin, event_type, action, events, by_value",
	product_counts: "product_id, events, viewed, added, bought, by_value",
	page_counts: "page, events, by_value",
	noise_ev: "ts, source, reason, by_value",
} as const;

const bys: readonly (By | undefined)[] = [
	undefined,
	{ kind: "property", path: ["log"] },
	{ kind: "property", path: ["cart", "size"] },
	{ kind: "property", path: [hostileKey] },
	{ kind: "column", column: "channel", only: { values: ["ads", "direct"], others: "others" } },
];

const relationsDiffering = async (scope: Scope, by: By | undefined): Promise<string[]> => {
	const { engine, asked } = recording(openDuckEngine(store));
	const run = await engine.open(scope);
	for (const [name, columns] of Object.entries(relations)) {
		const query: Query = { name, sql: `SELECT ${columns} FROM ${name}`, ...(by ? { by } : {}) };
		await run.query(query);
	}
	await run.close();
	return differing({ of: spark.engine, scope, asked, ordered: false });
};

describe(`${logs} random logs in one table`, () => {
	const cases = fc.sample(logCase, { seed, numRuns: logs });
	const events = cases.flatMap(({ log }, at) => log.map((event) => asOfLog(at, event)));
	const times = events.map(({ ts }) => ts).sort((a, b) => a - b);
	const [early = 0, late = 0] = [times[Math.floor(times.length / 4)], times[Math.floor((times.length * 3) / 4)]];
	const scopes: readonly (readonly [string, Scope])[] = [
		["as it is usually asked", everything],
		["cut at both ends, at events", { ...everything, from: early, to: late, tz: "America/St_Johns" }],
		["sessions by silence, with noise", { ...everything, noise: "show", sessions: "gap", tz: "Australia/Lord_Howe" }],
		["visitors that are users", { ...everything, visitor: "user", from: early, tz: "Asia/Kathmandu" }],
		["one user's own", { ...everything, user: "7-u1", noise: "show", tz: "Pacific/Apia" }],
	];
	let close: () => Promise<void>;
	beforeAll(async () => {
		close = await withStore(async (own) => {
			await own.append(events.map(({ flagged: _, ...event }) => event));
			for (const event of events) if (event.flagged) await own.flag([event], event.flagged, 0);
		});
	});
	afterAll(() => close());
	test("are many events of many logs", () => expect(events.length).toBeGreaterThan(500));
	test.each(scopes)("every metric, %s", async (_, scope) => expect(await metricsDiffering(scope)).toEqual([]));
	test.each(scopes.map(([name, scope], at) => [name, scope, bys[at]] as const))("every relation, %s", async (_, scope, by) =>
		expect(await relationsDiffering(scope, by)).toEqual([]),
	);
});
