import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine, By, EngineRun, Row, Scope } from "../../backend/engine/port.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";
import { eventLog, logStart } from "../builders/event-log.js";

const usual: Scope = { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default", user: null };
const noon = Date.UTC(2024, 0, 10, 12);

const bys: readonly (By | undefined)[] = [
	undefined,
	{ kind: "column", column: "device" },
	{ kind: "column", column: "channel" },
	{ kind: "column", column: "utm_source" },
	{ kind: "property", path: ["status"] },
	{ kind: "property", path: ["cart", "a/b"] },
];

/** Of sessions without what only the kept-up tables hold; seq and session_no are given anew to what is stored again. */
const columnsOf: Readonly<Record<string, string>> = {
	ses: "session_key, visitor, start_ts, end_ts, events, entry_page, exit_page, journey_depth, pages, channel, utm_source, by_value",
	touches: "* EXCLUDE (client_session)",
};

const names = [
	"ev",
	"ses",
	"touches",
	"evs",
	"tallies",
	"people",
	"ses_tallies",
	"trail",
	"ses_pages",
	"paths",
	"ses_products",
	"items",
	"searches",
	"carts",
	"order_lines",
	"bins",
	"product_counts",
	"page_counts",
	"noise_ev",
] as const;

let store: DuckStore;
let engine: AnalysisEngine;
interface Asked extends Partial<Scope> {
	readonly by?: By | undefined;
}

const within = async <T>(scope: Partial<Scope>, use: (run: EngineRun) => Promise<T>): Promise<T> => {
	const run = await engine.open({ ...usual, ...scope });
	try {
		return await use(run);
	} finally {
		await run.close();
	}
};
const ask = (sql: string, { by, ...scope }: Asked = {}): Promise<Row[]> =>
	within(scope, (run) => run.query({ name: "test", sql, ...(by ? { by } : {}) }));
beforeEach(async () => {
	store = await openDuckStore({ path: ":memory:" });
	engine = openDuckEngine(store);
	await store.database.use((link) => link.exec("SET threads = 1"));
});
afterEach(() => store.close());

describe("relations from kept-up tables equal those built from the events for one run", () => {
	/** One hidden event, far before all others, is what makes the engine build them: `show` then finds something to show. */
	const far = event({ eventId: "far", source: "simulation", ts: 0, clientId: "nobody" });
	const edges = fc.constantFrom<readonly [number, number] | null>(null, [-3_600_000, 7_200_000], [1, 1_800_000], [0, 100_000_000]);

	test.each(bys.map((by) => [JSON.stringify(by ?? null), by] as const))(
		"by %s",
		async (_, by) => {
			await fc.assert(
				fc.asyncProperty(eventLog({ minLength: 5, maxLength: 40 }), edges, async (log, edge) => {
					await store.database.use((link) => link.exec("DELETE FROM events"));
					await store.rebuildKept();
					await store.append([...log.map((one) => ({ ...one, source: one.source === "simulation" ? "api" : one.source }))]);
					const range = edge ? { from: logStart + edge[0], to: logStart + edge[1] } : { from: 1 };
					const answers = (noise: "hide" | "show") =>
						within({ ...range, noise }, async (run) => {
							const found: Record<string, Row[]> = {};
							for (const name of names) {
								const columns = columnsOf[name] ?? "*";
								const sql = `SELECT ${columns} FROM ${name} ORDER BY ALL`;
								found[name] = await run.query({ name, sql, ...(by ? { by } : {}) });
							}
							return found;
						});
					const kept = await answers("hide");
					await store.append([far]);
					const built = await answers("show");
					await store.remove([{ source: far.source, eventId: far.eventId }]);
					expect(built).toEqual({ ...kept, noise_ev: [] });
				}),
				{ numRuns: Number(process.env["RELATION_RUNS"] ?? 5), ...(process.env["SEED"] ? { seed: Number(process.env["SEED"]) } : {}) },
			);
		},
		900_000,
	);
});

describe("what the relations hold", () => {
	const keep = (...events: Partial<NewEvent>[]) => store.append(events.map((one) => event(one)));

	test("a session's origin is that of its first events that tell one, and its campaign that of one event", async () => {
		await keep(
			{ ts: noon, sessionId: "s" },
			{ ts: noon + 1, sessionId: "s", channel: "search", userId: "u2", utmMedium: "cpc" },
			{ ts: noon + 2, sessionId: "s", channel: "ads", userId: "u1", utmSource: "x", utmCampaign: "y", device: "mobile" },
			{ ts: noon, sessionId: "t" },
		);
		const columns = "session_key, channel, user_id, utm_source, utm_medium, utm_campaign, device";
		const none = { user_id: null, utm_source: null, utm_medium: null, utm_campaign: null, device: null };
		expect(await ask(`SELECT ${columns} FROM ses ORDER BY session_key`)).toEqual([
			{ ...none, session_key: "s:s", channel: "search", user_id: "u2", utm_medium: "cpc", device: "mobile" },
			{ ...none, session_key: "s:t", channel: "direct" },
		]);
	});

	test("touches: the first session ever counts also before the range, the last one skips direct ones", async () => {
		const at = (day: number) => ({ ts: noon + day * 86_400_000, sessionId: `s${day}` });
		await keep({ ...at(0), channel: "ads", utmCampaign: "c" }, at(1), { ...at(2), channel: "email" }, at(3));
		const rows = await ask(
			"SELECT session_key, channel, is_new, first_start, first_channel, first_utm_campaign, last_channel, last_utm_campaign FROM touches ORDER BY start_ts",
			{ from: noon + 1 },
		);
		const first = { is_new: false, first_start: noon, first_channel: "ads", first_utm_campaign: "c" };
		expect(rows).toEqual([
			{ ...first, session_key: "s:s1", channel: "direct", last_channel: "ads", last_utm_campaign: "c" },
			{ ...first, session_key: "s:s2", channel: "email", last_channel: "email", last_utm_campaign: null },
			{ ...first, session_key: "s:s3", channel: "direct", last_channel: "email", last_utm_campaign: null },
		]);
	});

	test("a visitor's only direct session is its own first and last touch", async () => {
		await keep({ sessionId: "s" });
		expect(await ask("SELECT is_new, first_channel, last_channel FROM touches")).toEqual([
			{ is_new: true, first_channel: "direct", last_channel: "direct" },
		]);
	});

	test("paths take a page seen again at once as one, and a hundred at most", async () => {
		await keep(
			...["/a", "/a", null, "/a", "/b", "/a"].map((page, at) => ({ page, ts: noon + at, sessionId: "s" })),
			...Array.from({ length: 120 }, (_, at) => ({ page: `/${at}`, ts: noon + at, sessionId: "long" })),
		);
		const rows = await ask("SELECT pages FROM paths ORDER BY session_key DESC");
		expect(rows[0]).toEqual({ pages: ["/a", "/b", "/a"] });
		expect(rows[1]?.["pages"]).toHaveLength(100);
		expect(await ask("SELECT page, views FROM ses_pages WHERE session_key = 's:s' ORDER BY page")).toEqual([
			{ page: "/a", views: 4 },
			{ page: "/b", views: 1 },
		]);
	});

	test("items are an event's own product, else the entries of its products[]; a refund's count down", async () => {
		const products = [
			{ product_id: "a", name: "A", price: 2.5, quantity: 2 },
			{ sku: "b", price: "1.25" },
			{ name: "no id", price: 9 },
			{ item_id: 7, quantity: 3 },
		];
		const order = { action: "order_completed", orderId: "o", sessionId: "s", currency: "EUR" };
		await keep(
			{ ...order, eventId: "1", properties: { products } },
			{ ...order, eventId: "2", productId: "own", price: "3", quantity: 2, properties: { products } },
			{ ...order, eventId: "3", productId: "own", price: "3", action: "order_refunded" },
			{ ...order, eventId: "4", properties: { products: "text" } },
		);
		const columns = "event_id, kind, product_id, product_name, quantity, amount, currency";
		expect(await ask(`SELECT ${columns} FROM items ORDER BY event_id, product_id`)).toEqual([
			{ event_id: "1", kind: "order", product_id: "7", product_name: null, quantity: 3, amount: null, currency: "EUR" },
			{ event_id: "1", kind: "order", product_id: "a", product_name: "A", quantity: 2, amount: 5, currency: "EUR" },
			{ event_id: "1", kind: "order", product_id: "b", product_name: null, quantity: 1, amount: 1.25, currency: "EUR" },
			{ event_id: "2", kind: "order", product_id: "own", product_name: null, quantity: 2, amount: 6, currency: "EUR" },
			{ event_id: "3", kind: "refund", product_id: "own", product_name: null, quantity: 1, amount: -3, currency: "EUR" },
		]);
		expect(await ask("SELECT product_id, views, orders FROM ses_products ORDER BY product_id")).toEqual([
			{ product_id: "7", views: 0, orders: 1 },
			{ product_id: "a", views: 0, orders: 1 },
			{ product_id: "b", views: 0, orders: 1 },
			{ product_id: "own", views: 0, orders: 1 },
		]);
	});

	test("search terms are compared as one writes them; results only where they are a whole number", async () => {
		const found = [0, "12", 1.5, -1, null, { of: 3 }];
		await keep(...found.map((results, at) => ({ eventId: `${at}`, searchTerm: "  Red \t SHOES ", properties: { results } })));
		await keep({ eventId: "6", searchTerm: "red shoes", properties: { result_count: 4 } }, { searchTerm: "  " });
		expect(await ask("SELECT term, results FROM searches ORDER BY event_id")).toEqual(
			[0, 12, null, null, null, null, 4].map((results) => ({ term: "red shoes", results })),
		);
	});

	test("a property's value reads as JSON writes it, at any depth, whatever its name holds", async () => {
		const properties = { n: 200, d: 0.5, b: true, t: 'a"b', z: null, l: [1, "x"], o: { "a.b": { "c/~d": "deep" } } };
		await keep({ sessionId: "s", properties });
		const value = async (...path: string[]) => (await ask("SELECT by_value FROM ev", { by: { kind: "property", path } }))[0]?.["by_value"];
		expect(await value("n")).toBe("200");
		expect(await value("d")).toBe("0.5");
		expect(await value("b")).toBe("true");
		expect(await value("t")).toBe('a"b');
		expect(await value("z")).toBeNull();
		expect(await value("missing")).toBeNull();
		expect(await value("l")).toBe('[1,"x"]');
		expect(await value("o", "a.b", "c/~d")).toBe("deep");
		expect(await value("' OR 1=1 --")).toBeNull();
	});

	test("a session's value is its first, an order line's and an item's that of the order event", async () => {
		const order = { action: "order_completed", productId: "p", price: "1", sessionId: "s" };
		await keep(
			{ ts: noon, sessionId: "s" },
			{ ts: noon + 1, sessionId: "s", properties: { status: "a" } },
			{ ...order, ts: noon + 2, properties: { status: "b" } },
		);
		const by: By = { kind: "property", path: ["status"] };
		for (const [name, value] of [
			["ses", "a"],
			["touches", "a"],
			["ses_pages", "a"],
			["paths", "a"],
			["ses_products", "a"],
			["order_lines", "b"],
			["items", "b"],
		]) {
			expect(await ask(`SELECT by_value FROM ${name}`, { by }), name).toEqual([{ by_value: value }]);
		}
	});

	test("a column that is not in the list is refused", async () => {
		const by = { kind: "column", column: "ip_hash) --" } as unknown as By;
		await expect(ask("SELECT by_value FROM ev", { by })).rejects.toThrow("cannot be broken down");
	});
});
