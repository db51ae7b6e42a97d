import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import pino from "pino";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { analysisRouter, periodBefore } from "../../backend/analysis/analysis.js";
import { readConfig } from "../../backend/config.js";
import type { Analysis, RunMessage } from "../../backend/contract/analysis.js";
import type { Role } from "../../backend/contract/base.js";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine, EngineRun, Query } from "../../backend/engine/port.js";
import { openSparkEngine } from "../../backend/engine/spark/engine.js";
import { openFolder } from "../../backend/engine/spark/folder.js";
import { openInsights } from "../../backend/insights/insights.js";
import { type Caller, os } from "../../backend/operations.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";

const caller = (role: Role, userId: string | null = null): Caller => ({ role, userId, peer: null, token: null });
const local = caller("local");

const visit = (at: number, more: Partial<NewEvent> = {}): NewEvent =>
	event({ eventId: `e${at}`, ts: Date.UTC(2026, 9, 1) + at * 60_000, visitor: "v", clientId: "v", page: "/home", ...more });

let store: DuckStore;
let ids = 0;

/** The real engine, except that the queries it is told to refuse fail. */
const engineWithout = (...refused: readonly string[]): AnalysisEngine => {
	const engine = openDuckEngine(store);
	const guarded = (run: EngineRun): EngineRun => ({
		query: (query: Query) => (refused.includes(query.name) ? Promise.reject(new Error("a part of it broke")) : run.query(query)),
		close: () => run.close(),
	});
	return { name: engine.name, open: async (scope, signal) => guarded(await engine.open(scope, signal)) };
};

const nowhere = join(tmpdir(), `clickstream-no-spark-${process.pid}`);
/** As where nobody installed Spark. */
const noSpark = openSparkEngine({
	ground: openFolder({ snapshot: () => Promise.resolve({ folders: [], written: [] }) }, { folder: nowhere, owner: "nobody" }),
	python: "no-such-python",
	master: "local[1]",
});

const clientFor = (who: Caller, engine: AnalysisEngine = openDuckEngine(store), useSpark = false) => {
	const newId = () => `id-${++ids}`;
	const now = () => Date.UTC(2026, 9, 2) + ids;
	const log = pino({ level: "silent" });
	const text = openInsights({
		...readConfig({}).model,
		store,
		keyring: null,
		recommend: () => Promise.resolve([]),
		before: (of, signal) => periodBefore(engine, of, signal),
		log,
		now,
		newId,
	});
	const analysis = analysisRouter({
		engine,
		spark: noSpark,
		useSpark,
		store,
		now,
		newId,
		log,
		writeText: text.write,
		refresh: text.refresh,
	});
	return createRouterClient(os.analysis.router(analysis), { context: { caller: who } });
};

const user = (userId: string, role: "customer" | "analyst" | "owner") =>
	store.createUser({ userId, username: userId, email: null, role, passwordHash: null, createdAt: 0 });

const saved = async (who: Caller): Promise<string> => (await clientFor(who).analyze({ params: { kind: "simple" } })).analysis._id;

beforeEach(async () => {
	store = await openDuckStore({ path: ":memory:" });
	await store.append([
		visit(0),
		visit(1, { page: "/product/1" }),
		visit(100, { visitor: "w" }),
		visit(200, { userId: "cleo", userVerified: true }),
	]);
	await store.append([visit(300, { userId: "cleo" })]);
});
afterEach(() => store.close());
afterAll(() => rm(nowhere, { recursive: true, force: true }));

describe("a run", () => {
	test("tells each metric as it is ready, then the whole, which is saved", async () => {
		const messages: RunMessage[] = [];
		for await (const message of await clientFor(local).run({ params: {} })) messages.push(message);
		const progress = messages.filter((message) => message.type === "progress");
		expect(progress.map(({ done }) => done)).toEqual(Array.from({ length: progress.length }, (_, at) => at + 1));
		expect(new Set(progress.map(({ total }) => total))).toEqual(new Set([progress.length]));
		expect(progress[0]).toMatchObject({ metric: "basic_metrics", part: { basic_metrics: { total_events: 5, total_sessions: 4 } } });
		const last = messages.at(-1);
		if (last?.type !== "done") throw new Error("no end");
		expect(Object.keys(last.analysis.detailed_metrics ?? {})).toHaveLength(13);
		expect(last.analysis).toMatchObject({ status: "done", error: null, kind: "detailed", spark_summary: { total_events: 5 } });
		expect(await clientFor(local).get({ id: last.analysis._id })).toEqual(last.analysis);
	});

	test("that is read only leaves nothing", async () => {
		for await (const _ of await clientFor(local).run({ params: {}, save: false }));
		expect(await clientFor(local).list({})).toEqual([]);
	});

	test("breaks the events down where it is asked to, of either kind, and keeps that", async () => {
		const client = clientFor(local);
		for (const kind of ["simple", "detailed"] as const) {
			const { analysis } = await client.analyze({ params: { kind, by: "page" } });
			expect(analysis.breakdown).toEqual({
				property: "page",
				values: 2,
				rows: [
					{ value: "/home", events: 4, sessions: 4, visitors: 2 },
					{ value: "/product/1", events: 1, sessions: 1, visitors: 1 },
				],
			});
			expect((await client.get({ id: analysis._id })).breakdown).toEqual(analysis.breakdown);
		}
		expect((await client.analyze({ params: { kind: "simple" } })).analysis.breakdown).toBeNull();
		await expect(client.analyze({ params: { by: "a..b" } })).rejects.toMatchObject({ code: "invalid" });
	});

	test("knows its period, and that limit had no effect", async () => {
		const { analysis } = await clientFor(local).analyze({ params: { tz: "Europe/Berlin", limit: 1_000 } });
		expect(analysis.analysis_metadata).toMatchObject({
			data_period: { start_date: "2026-10-01", end_date: "2026-10-01", total_days: 1 },
			data_quality: { total_events: 5, total_sessions: 4, unique_users: 1 },
			engine: "duckdb",
			analysis_version: "3.0",
		});
		expect(analysis.analysis_metadata?.notes.join()).toContain("limit 1000 had no effect");
	});

	test("of which one metric breaks is saved as failed, and the others stand", async () => {
		const client = clientFor(local, engineWithout("commerce"));
		const messages: RunMessage[] = [];
		for await (const message of await client.run({ params: {} })) messages.push(message);
		const failed = messages.filter((message) => message.type === "failed");
		expect(failed).toHaveLength(1);
		expect(failed[0]).toMatchObject({ metric: "commerce", error: { code: "internal", id: expect.stringContaining("id-") } });
		const [head] = await client.list({});
		expect(head).toMatchObject({ status: "failed", error: expect.stringContaining("Not computed: commerce.") });
		const analysis: Analysis = await client.get({ id: head?._id ?? "" });
		expect(Object.keys(analysis.detailed_metrics ?? {})).toHaveLength(12);
		expect(analysis.detailed_metrics?.basic_metrics?.total_events).toBe(5);
		expect(analysis.insights?.key_findings.length).toBeGreaterThan(0);
	});

	test("that is broken off stops, saves nothing and gives its place back", async () => {
		const client = clientFor(local);
		for (let time = 0; time < 5; time += 1) {
			for await (const message of await client.run({ params: {} })) if (message.type === "progress") break;
		}
		const stop = new AbortController();
		const stopped = (async () => {
			for await (const message of await client.run({ params: {} }, { signal: stop.signal })) if (message.type === "progress") stop.abort();
		})();
		await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
		expect(await client.list({})).toEqual([]);
		expect((await client.analyze({})).analysis.status).toBe("done");
	});

	test("more than run and wait at once are refused as overloaded", async () => {
		const client = clientFor(local);
		const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => client.analyze({ params: { kind: "simple" } })));
		const refused = outcomes.filter((outcome) => outcome.status === "rejected");
		expect(refused.length).toBe(18);
		for (const { reason } of refused) expect(reason).toMatchObject({ code: "overloaded" });
	});

	test.each([
		[
			{ use_spark: true },
			"engine_unavailable",
			"Name a Python 3 that has pyspark with SPARK_PYTHON, or run the analysis on the local engine",
		],
		[{ from: "2026-02-30" }, "invalid", "not a date that exists"],
		[{ from: "2026-02-02", to: "2026-02-01" }, "invalid", "The range is empty"],
	])("with %j is refused", async (params, code, words) => {
		await expect(clientFor(local).analyze({ params })).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
		expect(await clientFor(local).list({})).toEqual([]);
	});
});

describe("the engine", () => {
	test("is the local one where a run says so, and Spark where the server is set so", async () => {
		const here = clientFor(local, openDuckEngine(store), true);
		expect(await here.mode()).toEqual({ mode: "spark", use_spark: true });
		await expect(here.analyze({})).rejects.toMatchObject({ code: "engine_unavailable" });
		const { analysis } = await here.analyze({ params: { use_spark: false } });
		expect(analysis.analysis_metadata?.engine).toBe("duckdb");
	});
});

describe("who reads what", () => {
	const customer = caller("customer", "cleo");
	const other = caller("customer", "dora");
	const analyst = caller("analyst", "anna");

	beforeEach(async () => {
		await user("cleo", "customer");
		await user("dora", "customer");
		await user("anna", "analyst");
	});

	test("a customer's analysis counts only what was verified as theirs", async () => {
		const { analysis } = await clientFor(customer).analyze({});
		expect(analysis.spark_summary?.total_events).toBe(1);
		expect(analysis.user_id).toBe("cleo");
		expect((await clientFor(other).analyze({})).analysis.spark_summary?.total_events).toBe(0);
	});

	test("a customer reads their own and no others'; those who run the shop read each other's and no customer's", async () => {
		const [ofCustomer, ofAnalyst, ofLocal] = [await saved(customer), await saved(analyst), await saved(local)];
		const idsOf = async (who: Caller) => (await clientFor(who).list({})).map(({ _id }) => _id);
		expect(await idsOf(customer)).toEqual([ofCustomer]);
		expect(await idsOf(other)).toEqual([]);
		for (const who of [analyst, local, caller("owner", "olga")]) expect(await idsOf(who)).toEqual([ofLocal, ofAnalyst]);
		await expect(clientFor(other).get({ id: ofCustomer })).rejects.toMatchObject({ code: "not_found" });
		await expect(clientFor(customer).get({ id: ofLocal })).rejects.toMatchObject({ code: "not_found" });
		await expect(clientFor(local).get({ id: ofCustomer })).rejects.toMatchObject({ code: "not_found" });
		await expect(clientFor(customer).remove({ id: ofAnalyst })).rejects.toMatchObject({ code: "not_found" });
		expect((await clientFor(analyst).get({ id: ofLocal }))._id).toBe(ofLocal);
	});

	test("not yours and not there are one answer", async () => {
		const id = await saved(customer);
		const error = async (of: string) =>
			clientFor(other)
				.get({ id: of })
				.catch((thrown: unknown) => String(thrown).replace(of, "X"));
		expect(await error(id)).toBe(await error("never-was"));
	});

	test("many analyses of customers do not push the others off the list", async () => {
		const own = await saved(analyst);
		for (let time = 0; time < 5; time += 1) await saved(customer);
		expect((await clientFor(analyst).list({ limit: 1 })).map(({ _id }) => _id)).toEqual([own]);
	});

	test("a removed analysis is gone", async () => {
		const id = await saved(analyst);
		expect(await clientFor(analyst).remove({ id })).toEqual({ status: "ok" });
		await expect(clientFor(analyst).get({ id })).rejects.toMatchObject({ code: "not_found" });
	});

	test("without an account nothing runs, and tables are not for customers", async () => {
		await expect(clientFor(caller("anyone")).analyze({})).rejects.toMatchObject({ code: "unauthenticated" });
		await expect(clientFor(customer).table({ table: "users" })).rejects.toMatchObject({ code: "forbidden" });
		expect(await clientFor(caller("anyone")).mode()).toEqual({ mode: "duckdb", use_spark: false });
	});
});

describe("a table", () => {
	test("is paged, sorted by its main count, ties by key", async () => {
		const { columns, rows, total } = await clientFor(local).table({ table: "pages", limit: 1 });
		expect(columns.map(({ name }) => name)).toEqual(["page", "events", "visitors", "sessions", "entries", "exits"]);
		expect([rows, total]).toEqual([[["/home", 4, 2, 4, 4, 3]], 2]);
		expect((await clientFor(local).table({ table: "pages", limit: 1, offset: 1 })).rows).toEqual([["/product/1", 1, 1, 1, 0, 1]]);
		expect(await clientFor(local).table({ table: "pages", offset: 10 })).toMatchObject({ rows: [], total: 2 });
	});

	test("names products, newest name first, and sorts either way", async () => {
		await store.append([
			visit(400, { productId: "p1", productName: "Cup" }),
			visit(401, { productId: "p1", productName: "Mug" }),
			visit(402, { productId: "p2", action: "order_completed" }),
		]);
		const { rows } = await clientFor(local).table({ table: "products", sort: "events", descending: false });
		expect(rows).toEqual([
			["p2", null, 1, 0, 0, 1, 1],
			["p1", "Mug", 2, 0, 0, 0, 1],
		]);
	});

	test("has sessions and users, within the filter", async () => {
		const sessions = await clientFor(local).table({ table: "sessions", sort: "start_ts", to: "2026-10-01T01:00" });
		expect(sessions.total).toBe(1);
		expect(sessions.rows[0]?.slice(1, 7)).toEqual(["v", Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 1, 0, 1), 60_000, 2, 2]);
		const users = await clientFor(local).table({ table: "users" });
		expect(users.rows).toEqual([["cleo", 2, 2, 1, 1, Date.UTC(2026, 9, 1, 3, 20), Date.UTC(2026, 9, 1, 5)]]);
	});

	test("is sorted by no column but its own", async () => {
		const attempt = clientFor(local).table({ table: "pages", sort: "events; DROP TABLE events" });
		await expect(attempt).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining("one of: page, events") });
	});
});
