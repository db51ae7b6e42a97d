import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine, EngineRun, Row, Scope } from "../../backend/engine/port.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import { event } from "../builders/event.js";
import { randomLog } from "../builders/event-log.js";

const usual: Scope = { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default", user: null };
const noon = Date.UTC(2024, 0, 10, 12);
const totals = `SELECT (SELECT count(*) FROM ev) AS ev, (SELECT CAST(sum(events) AS BIGINT) FROM ses) AS ses, (SELECT count(*) FROM evs) AS evs,
	(SELECT CAST(sum(events) AS BIGINT) FROM bins) AS bins`;

describe("a run of the embedded engine", () => {
	let store: DuckStore;
	let engine: AnalysisEngine;
	const runs: EngineRun[] = [];
	const open = async (scope: Partial<Scope> = {}, signal?: AbortSignal): Promise<EngineRun> => {
		const run = await engine.open({ ...usual, ...scope }, signal);
		runs.push(run);
		return run;
	};
	const ask = async (sql: string, scope: Partial<Scope> = {}): Promise<Row[]> => (await open(scope)).query({ name: "test", sql });
	beforeEach(async () => {
		store = await openDuckStore({ path: ":memory:" });
		engine = openDuckEngine(store);
	});
	afterEach(async () => {
		for (const run of runs.splice(0)) await run.close();
		await store.close();
	});

	test("sees every event acknowledged before it was opened, and none after, in all relations alike", async () => {
		for (let round = 1; round <= 10; round++) {
			await store.append([event(), event({ sessionId: "s" })]);
			const run = await open();
			const before = await run.query({ name: "totals", sql: totals });
			expect(before).toEqual([{ ev: round * 2, ses: round * 2, evs: round * 2, bins: round * 2 }]);
			if (round < 10) continue;
			await store.append([event()]);
			await store.flag([{ source: "api", eventId: "e1" }], ["bot"], 1);
			await store.kept.fresh(async () => undefined);
			expect(await run.query({ name: "totals", sql: totals })).toEqual(before);
		}
	});

	test("while events pour in, its relations agree with each other", async () => {
		let pouring = true;
		const pour = (async () => {
			while (pouring) await store.append([event({ sessionId: "s" }), event()]);
		})();
		for (let round = 0; round < 10; round++) {
			const [row = {}] = await ask(totals);
			expect(new Set(Object.values(row)).size, JSON.stringify(row)).toBe(1);
		}
		pouring = false;
		await pour;
	});

	test("an abort ends a query that runs, and every later one, as cancelled", async () => {
		await store.append([event()]);
		const stop = new AbortController();
		const run = await open({}, stop.signal);
		const long = run.query({ name: "long", sql: "SELECT sum(a.range * b.range) AS s FROM range(1000000) a, range(1000000) b" });
		setTimeout(() => stop.abort(), 50);
		await expect(long).rejects.toMatchObject({ code: "cancelled" });
		await expect(run.query({ name: "later", sql: "SELECT 1 AS one" })).rejects.toMatchObject({ code: "cancelled" });
		await expect(open({}, stop.signal)).rejects.toMatchObject({ code: "cancelled" });
		expect(await ask("SELECT count(*) AS n FROM ev")).toEqual([{ n: 1 }]);
	});

	test("exactly 30 minutes of silence stay in a session, a millisecond more ends it", async () => {
		await store.append([0, 1_800_000, 3_600_001].map((offset) => event({ ts: noon + offset })));
		expect(await ask("SELECT start_ts, events FROM ses ORDER BY start_ts")).toEqual([
			{ start_ts: noon, events: 2 },
			{ start_ts: noon + 3_600_001, events: 1 },
		]);
	});

	test("a late event joins two sessions, and its removal parts them again", async () => {
		await store.append([event({ ts: noon }), event({ ts: noon + 3_000_000 })]);
		const sessions = "SELECT events FROM ses ORDER BY start_ts";
		expect(await ask(sessions)).toEqual([{ events: 1 }, { events: 1 }]);
		await store.append([event({ eventId: "bridge", ts: noon + 1_500_000 })]);
		expect(await ask(sessions)).toEqual([{ events: 3 }]);
		await store.remove([{ source: "api", eventId: "bridge" }]);
		expect(await ask(sessions)).toEqual([{ events: 1 }, { events: 1 }]);
	});

	test("quarter hours that the range cuts are counted exactly", async () => {
		await store.append([0, 1, 899_999, 900_000, 1_800_000, 2_000_000, 2_700_000].map((offset) => event({ ts: noon + offset })));
		const bins = async (from: number, to: number) =>
			(await ask("SELECT bin, events FROM bins ORDER BY bin", { from: noon + from, to: noon + to })).map((row) => [
				Number(row["bin"]) - noon,
				row["events"],
			]);
		expect(await bins(1, 2_000_000)).toEqual([
			[0, 2],
			[900_000, 1],
			[1_800_000, 1],
		]);
		expect(await bins(1, 899_999)).toEqual([[0, 1]]);
		expect(await bins(0, 900_000)).toEqual([[0, 3]]);
		expect(await bins(5, 5)).toEqual([]);
	});

	test("a person is the event's user, else the visitor's only one, also when the link comes late, else the visitor", async () => {
		const persons = "SELECT event_id, person FROM ev ORDER BY event_id";
		await store.append([event({ eventId: "a" })]);
		expect(await ask(persons)).toEqual([{ event_id: "a", person: "visitor-1" }]);
		await store.append([event({ eventId: "b", userId: "u1", ts: noon + 1 })]);
		expect((await ask(persons)).map(({ person }) => person)).toEqual(["u1", "u1"]);
		await store.append([event({ eventId: "c", userId: "u2", ts: noon + 2 })]);
		expect((await ask(persons)).map(({ person }) => person)).toEqual(["visitor-1", "u1", "u2"]);
		await store.flag([{ source: "api", eventId: "c" }], ["bot"], 1);
		expect((await ask(persons)).map(({ person }) => person)).toEqual(["u1", "u1"]);
	});

	test("a customer sees only events that are verified as theirs", async () => {
		await store.append([
			event({ userId: "u1", userVerified: true, sessionId: "s" }),
			event({ userId: "u1", userVerified: false, sessionId: "s" }),
			event({ userId: "u2", userVerified: true, sessionId: "s" }),
			event({ userId: "u2", userVerified: true, source: "simulation" }),
		]);
		expect(await ask(totals, { user: "u1" })).toEqual([{ ev: 1, ses: 1, evs: 1, bins: 1 }]);
		expect(await ask("SELECT count(*) AS n FROM noise_ev", { user: "u1" })).toEqual([{ n: 0 }]);
	});

	test("relations without kept-up tables equal those with them, where both answer the same question", async () => {
		const log = randomLog(11, 200).map((one) => ({ ...one, source: one.source === "simulation" ? "api" : one.source }));
		await store.append(log);
		// One hidden event, far away, is what makes the engine build the relations from the events.
		const columns = "SELECT session_key, visitor, start_ts, end_ts, events, pages, shop_depth, has_order FROM ses ORDER BY session_key";
		const lines = "SELECT * FROM order_lines ORDER BY ALL";
		const members = "SELECT seq, session_key FROM evs ORDER BY seq";
		for (const scope of [{}, { from: Number(log[0]?.ts) - 3_600_000, to: Number(log[0]?.ts) + 7_200_000 }]) {
			const kept = [await ask(columns, scope), await ask(lines, scope), await ask(members, scope), await ask(totals, scope)];
			await store.append([event({ eventId: "far", source: "simulation", ts: 0, clientId: "nobody" })]);
			const far = (rows: Row[]) => rows.filter((row) => row["start_ts"] !== 0);
			const built = [
				far(await ask(columns, { ...scope, noise: "show", from: scope.from ?? 1 })),
				await ask(lines, { ...scope, noise: "show", from: scope.from ?? 1 }),
				await ask(members, { ...scope, noise: "show", from: scope.from ?? 1 }),
				await ask(totals, { ...scope, noise: "show", from: scope.from ?? 1 }),
			];
			await store.remove([{ source: "simulation", eventId: "far" }]);
			expect(built).toEqual(kept);
		}
	});

	test("whole numbers past 2^53 fail instead of being rounded", async () => {
		await expect(ask("SELECT 9007199254740993 AS n")).rejects.toMatchObject({ cause: expect.objectContaining({ name: "RangeError" }) });
		expect(await ask("SELECT CAST(9007199254740991 AS HUGEINT) AS n, CAST(4.2500 AS DECIMAL(38, 8)) AS d, [1, 2] AS l")).toEqual([
			{ n: 9_007_199_254_740_991, d: 4.25, l: [1, 2] },
		]);
	});
});
