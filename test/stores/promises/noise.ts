import { expect, test } from "vitest";
import type { CleanupRun } from "../../../backend/contract/cleanup.js";
import type { Judgement, NoiseQuery, RunStart } from "../../../backend/store/noise-port.js";
import { event } from "../../builders/event.js";
import { arrivalPromises } from "./noise-arrivals.js";
import { type NoiseBench, ofPage, reasonsIn, storeAbc } from "./noise-bench.js";

const about = { since: null, reasons: [] };

export const noisePromises = (bench: NoiseBench): void => {
	const judged = async <T>(
		queries: readonly NoiseQuery[],
		use: (judgement: Judgement) => Promise<T>,
		since: number | null = null,
	): Promise<T> => {
		const judgement = await bench.store().judge({ queries, since });
		try {
			return await use(judgement);
		} finally {
			judgement.close();
		}
	};
	const carry = (queries: readonly NoiseQuery[], start: Partial<RunStart> = {}): Promise<CleanupRun | null> =>
		judged(queries, (judgement) => bench.store().carryOut(judgement, { action: "tag", at: 7, about, ...start }));
	const reasons = () => reasonsIn(bench);
	/** As they are told of; their numbers are those of the copy where the store is a shared one, and so is the order of what came at one time. */
	const rows = async () => {
		const { items } = await bench.store().list({ noise: "show" }, { limit: 50, cursor: null });
		return items
			.map(({ seq, ...row }) => (bench.store().kind === "embedded" ? { seq, ...row } : row))
			.toSorted((a, b) => a.event_id.localeCompare(b.event_id));
	};
	const abc = () => storeAbc(bench);

	test("a judgement tells what each query found, with examples, and writes nothing", async () => {
		await abc();
		await bench
			.store()
			.append([event({ eventId: "a2", page: "/a", clientId: "v-z" }), event({ eventId: "a3", page: "/a", clientId: "v-z" })]);
		const verdict = await judged([ofPage("one", "/a"), ofPage("two", "/none")], async (judgement) => judgement.verdict);
		expect(verdict).toMatchObject({ events: 5, marked: 0, fresh: 3, doomed: 3 });
		expect(verdict.reasons).toEqual([
			{
				reason: "one",
				found: 3,
				fresh: 3,
				examples: [
					{ subject: "v-z", events: 2, seq: expect.any(Number) },
					{ subject: "v-a", events: 1, seq: expect.any(Number) },
				],
			},
			{ reason: "two", found: 0, fresh: 0, examples: [] },
		]);
		expect(await bench.store().runs(5)).toEqual([]);
		expect((await bench.store().counts()).noisy).toBe(0);
	});

	test("events before `since` are evidence, but nothing is said of them", async () => {
		await bench.store().append([event({ eventId: "old", ts: 1_000, page: "/a" }), event({ eventId: "new", ts: 2_000, page: "/a" })]);
		const verdict = await judged([ofPage("one", "/a")], async (judgement) => judgement.verdict, 2_000);
		expect(verdict).toMatchObject({ events: 1, fresh: 1, doomed: 1 });
	});

	test("`browsing` and `views` are of sources that send views, without the files that a page loads; `listed` holds what the test lets through", async () => {
		await bench
			.store()
			.append([
				event({ eventId: "view", source: "web", page: "/x", userAgent: "good" }),
				event({ eventId: "file", source: "web", page: "/x.png", userAgent: "bad" }),
				event({ eventId: "line", source: "file", action: "order_completed", userAgent: "bad" }),
			]);
		const found = async (query: NoiseQuery) => {
			const { reasons: all } = await judged([query], async (judgement) => judgement.verdict);
			return all[0]?.examples.map(({ subject }) => subject);
		};
		const subject = (sql: string, more: Partial<NoiseQuery> = {}): NoiseQuery => ({ reason: "r", sql, params: {}, ...more });
		const of = (table: string) => `SELECT seq, 1.0 AS score, event_id AS subject FROM events WHERE ${table}`;
		expect(await found(subject(of("source IN (SELECT source FROM browsing)")))).toEqual(["file", "view"]);
		expect(await found(subject(of("seq IN (SELECT seq FROM views)")))).toEqual(["view"]);
		const listed = { column: "user_agent", holds: (value: string) => value === "bad" } as const;
		expect(await found(subject(of("user_agent IN (SELECT value FROM listed)"), { listed }))).toEqual(["file", "line"]);
	});

	test("an aborted judgement rejects as cancelled", async () => {
		await abc();
		const stop = new AbortController();
		stop.abort();
		await expect(bench.store().judge({ queries: [ofPage("one", "/a")], since: null, signal: stop.signal })).rejects.toMatchObject({
			code: "cancelled",
		});
	});

	test("a tag marks, hides and is journalled; running again adds nothing; new reasons are added", async () => {
		await abc();
		expect(await carry([ofPage("one", "/a", 0.9)])).toMatchObject({ run: 1, action: "tag", state: "done", at: 7, events: 1, backup: null });
		expect(await carry([ofPage("one", "/a")])).toBeNull();
		expect(await carry([ofPage("one", "/a"), ofPage("two", "/a"), ofPage("two", "/b")], { at: 8 })).toMatchObject({ run: 2, events: 2 });
		expect(await reasons()).toEqual({ a: ["one", "two"], b: ["two"], c: [] });
		expect((await bench.store().counts()).noisy).toBe(2);
		expect((await bench.store().runs(5)).map(({ run }) => run)).toEqual([2, 1]);
		const { items } = await bench.store().list({ noise: "only", page: "/a" }, { limit: 1, cursor: null });
		expect(await bench.store().marksOf(items[0]?.seq ?? 0)).toEqual([
			{ reason: "one", title: null, score: 0.9, run: 1, on_arrival: false, at: 7 },
			{ reason: "two", title: null, score: 0.5, run: 2, on_arrival: false, at: 8 },
		]);
	});

	test("an event that two runs mark stays hidden until both are undone; redo marks it again", async () => {
		await abc();
		await carry([ofPage("one", "/a")]);
		await carry([ofPage("two", "/a")]);
		expect(await bench.store().undo(1, { at: 9 })).toMatchObject({ run: 1, state: "undone", undone_at: 9 });
		expect(await reasons()).toMatchObject({ a: ["two"] });
		await bench.store().undo(2, { at: 9 });
		expect(await reasons()).toMatchObject({ a: [] });
		expect((await bench.store().counts()).noisy).toBe(0);
		expect(await bench.store().redo(1, { at: 10 })).toMatchObject({ state: "done", undone_at: null });
		expect(await reasons()).toMatchObject({ a: ["one"] });
	});

	test("marks that no run made stay through runs and their undo", async () => {
		await abc();
		await bench.store().flag([{ source: "api", eventId: "a" }], ["by hand"], 1);
		await carry([ofPage("one", "/a")]);
		expect(await reasons()).toMatchObject({ a: ["by hand", "one"] });
		await bench.store().undo(1, { at: 9 });
		expect(await reasons()).toMatchObject({ a: ["by hand"] });
	});

	test("an unknown run is not found; one that is undone, or in effect, is a conflict", async () => {
		await abc();
		await expect(bench.store().undo(4, { at: 1 })).rejects.toMatchObject({ code: "not_found" });
		await carry([ofPage("one", "/a")]);
		await expect(bench.store().redo(1, { at: 1 })).rejects.toMatchObject({ code: "conflict" });
		await bench.store().undo(1, { at: 1 });
		await expect(bench.store().undo(1, { at: 1 })).rejects.toMatchObject({ code: "conflict" });
	});

	test("a begun run stands in the journal as running until it is carried out, or given up with or without a line", async () => {
		await abc();
		const begin = () => bench.store().begin({ action: "tag", at: 3, since: null });
		const states = async () => (await bench.store().runs(5)).map(({ run, state, error }) => [run, state, error]);
		const run = await begin();
		expect(await states()).toEqual([[1, "running", null]]);
		await expect(bench.store().undo(run, { at: 4 })).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(/goes on/) });
		expect(await carry([ofPage("one", "/a")], { run })).toMatchObject({ run, state: "done", events: 1 });
		await bench.store().giveUp(await begin(), null);
		await bench.store().giveUp(await begin(), "It was cut off.");
		expect(await states()).toEqual([
			[2, "interrupted", "It was cut off."],
			[1, "done", null],
		]);
		for (const turn of ["undo", "redo"] as const)
			await expect(bench.store()[turn](2, { at: 4 })).rejects.toMatchObject({
				code: "conflict",
				message: expect.stringMatching(/interrupted/),
			});
	});

	test("a run that its process left under way is told as interrupted by the next start", async () => {
		if (!bench.reopen) return;
		await bench.store().begin({ action: "delete", at: 3, since: 2 });
		const store = await bench.reopen();
		expect(await store.runs(5)).toMatchObject([
			{
				run: 1,
				action: "delete",
				state: "interrupted",
				at: 3,
				since: 2,
				events: 0,
				error: expect.stringMatching(/Nothing was marked or deleted/),
			},
		]);
	});

	test("undo and redo tell how many events are done; an abort amid them leaves the run as it was", async () => {
		await abc();
		await carry([ofPage("one", "/a"), ofPage("two", "/b")]);
		for (const [turn, state, marked] of [
			["undo", "done", 2],
			["redo", "undone", 0],
		] as const) {
			const stop = new AbortController();
			await expect(bench.store()[turn](1, { at: 9, signal: stop.signal, onEvents: () => stop.abort() }), turn).rejects.toMatchObject({
				code: "cancelled",
			});
			expect((await bench.store().runs(1))[0]).toMatchObject({ state, turning: null, error: null });
			expect((await bench.store().counts()).noisy).toBe(marked);
			const told: (readonly [number, number])[] = [];
			await bench.store()[turn](1, { at: 9, onEvents: (...at) => told.push(at) });
			expect(told).toEqual([
				[0, 2],
				[2, 2],
			]);
		}
	});

	test("a deletion takes what was judged and what is marked, and is put back whole with its marks", async () => {
		await abc();
		await carry([ofPage("one", "/a")]);
		const before = await rows();
		const run = await carry([ofPage("two", "/b")], { action: "delete", confirmed: 2 });
		expect(run).toMatchObject({ run: 2, action: "delete", events: 2 });
		expect(await bench.backups.names()).toEqual([run?.backup]);
		expect(Object.keys(await reasons())).toEqual(["c"]);
		await bench.store().undo(1, { at: 3 });
		expect(await bench.store().undo(2, { at: 4 })).toMatchObject({ state: "undone", restored: 2 });
		await bench.store().redo(1, { at: 5 });
		expect(await rows()).toEqual(before);
		await expect(bench.store().redo(2, { at: 6 })).rejects.toMatchObject({ code: "unsupported" });
	});

	test("a deletion of another count than the confirmed one is refused, and nothing is done", async () => {
		await abc();
		for (const confirmed of [{}, { confirmed: 2 }])
			await expect(carry([ofPage("one", "/a")], { action: "delete", ...confirmed })).rejects.toMatchObject({
				code: "conflict",
				details: { events: 1 },
			});
		expect(await bench.store().count({ noise: "show" })).toBe(3);
		expect(await bench.store().runs(5)).toEqual([]);
	});

	test("an event that was sent again after its deletion is not doubled, and one that came back is known", async () => {
		await abc();
		await carry(
			[ofPage("one", "/a"), ofPage("one", "/b")].map((query, index) => ({ ...query, reason: `r${index}` })),
			{ action: "delete", confirmed: 2 },
		);
		await bench.store().append([event({ eventId: "a", page: "/again" })]);
		expect(await bench.store().undo(1, { at: 2 })).toMatchObject({ restored: 1 });
		expect((await bench.store().append([event({ eventId: "b" }), event({ eventId: "a" })])).inserted).toEqual([false, false]);
		expect(await bench.store().count({ noise: "show" })).toBe(3);
	});

	test("without its backup, or with a damaged one, a deletion cannot be undone, and says so", async () => {
		await abc();
		const run = await carry([ofPage("one", "/a")], { action: "delete", confirmed: 1 });
		await bench.backups.damage(String(run?.backup));
		await expect(bench.store().undo(1, { at: 2 })).rejects.toMatchObject({ code: "invalid" });
		await bench.backups.lose(String(run?.backup));
		await expect(bench.store().undo(1, { at: 2 })).rejects.toMatchObject({ code: "invalid" });
		expect(await bench.store().count({ noise: "show" })).toBe(2);
	});

	test("what a process that died left of an unfinished backup goes with the next start, and nothing else does", async () => {
		if (!bench.reopen) return;
		await abc();
		const run = await carry([ofPage("one", "/a")], { action: "delete", confirmed: 1 });
		const others = await bench.backups.leaveUnfinished();
		const store = await bench.reopen();
		await expect.poll(bench.backups.names, { timeout: 30_000 }).toEqual([String(run?.backup), ...others].sort());
		expect(await store.undo(1, { at: 2 })).toMatchObject({ restored: 1 });
	});

	test("numbers of deleted events are not given again", async () => {
		if (!bench.reopen) return;
		await abc();
		await carry([ofPage("one", "/c")], { action: "delete", confirmed: 1 });
		const store = await bench.reopen();
		await store.append([event({ eventId: "d", page: "/d" })]);
		expect(await store.undo(1, { at: 2 })).toMatchObject({ restored: 1 });
		const { items } = await store.list({ noise: "show" }, { limit: 50, cursor: null });
		expect(new Set(items.map(({ seq }) => seq)).size).toBe(4);
	});

	test("the settings of the clean-up are kept as they were given", async () => {
		expect(await bench.store().cleanupSettings()).toBeNull();
		await bench.store().saveCleanupSettings('{"a":1}');
		await bench.store().saveCleanupSettings('{"a":2}');
		expect(await bench.store().cleanupSettings()).toBe('{"a":2}');
		expect((await bench.store().settings()).time_zone).toBe("UTC");
	});

	arrivalPromises(bench);
};
