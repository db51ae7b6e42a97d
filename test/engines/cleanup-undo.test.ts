import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect } from "vitest";
import { headlineOf } from "../../backend/analysis/analysis.js";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { eventLog } from "../builders/event-log.js";
import { runOn, turnRun } from "./cleanup-runs.js";
import { onRandomCases } from "./oracle/random.js";
import { detailedRun, everything } from "./oracle/run.js";

interface Story {
	readonly log: readonly NewEvent[];
	readonly runs: readonly { readonly action: "tag" | "delete"; readonly reason: string; readonly picks: readonly number[] }[];
	/** In which order they are undone. */
	readonly order: readonly number[];
}

const picks = fc.array(fc.nat(99), { minLength: 1, maxLength: 12 });
const story: fc.Arbitrary<Story> = fc.record({
	log: eventLog({ minLength: 8, maxLength: 40 }),
	runs: fc.array(
		fc.record({ action: fc.constantFrom("tag" as const, "tag" as const, "delete" as const), reason: fc.constantFrom("a", "b"), picks }),
		{
			minLength: 1,
			maxLength: 4,
		},
	),
	order: fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4, maxLength: 4 }),
});

let folder = "";
let opened = 0;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "cleanup-undo-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** All that a reader can see of the events, and what the analysis makes of them. */
const seen = async (store: DuckStore): Promise<string> => {
	const { items } = await store.list({ noise: "show" }, { limit: 200, cursor: null });
	const { detailed, simple } = await detailedRun(openDuckEngine(store), everything);
	const { bytes: _, ...counts } = await store.counts();
	return JSON.stringify({ items, detailed, simple, counts });
};

/** What a trial says the numbers become is what they become, and it leaves nothing behind. */
const trialHolds = async (store: DuckStore, log: readonly NewEvent[], { reason, picks: chosen }: Story["runs"][number]): Promise<void> => {
	const engine = openDuckEngine(store);
	const keys = chosen.map((pick) => log[pick % log.length] as NewEvent);
	const sql = "SELECT seq, 0.5 AS score, visitor AS subject FROM events WHERE source || ' ' || event_id IN (SELECT unnest(:keys))";
	const params = { keys: keys.map(({ source, eventId }) => `${source} ${eventId}`) };
	const judgement = await store.judge({ queries: [{ reason, sql, params }], since: null });
	const { now, without } = await engine.trial({ scope: everything, judgement, ask: headlineOf });
	judgement.close();
	const headline = async () => {
		const run = await engine.open(everything);
		const answer = await headlineOf(run);
		await run.close();
		return answer;
	};
	expect(now).toEqual(await headline());
	const run = await runOn(store, "tag", keys, reason);
	expect(without).toEqual(await headline());
	if (run) await store.undo(run.run, { at: 1 });
	expect(now).toEqual(await headline());
};

const putBack = async ({ log, runs, order }: Story): Promise<void> => {
	const store = await openDuckStore({ path: ":memory:", cleanupDir: join(folder, String(++opened)) });
	try {
		await store.database.use((link) => link.exec("SET threads = 1"));
		await store.append(log);
		const before = await seen(store);
		for (const { action, reason, picks: chosen } of runs)
			await runOn(
				store,
				action,
				chosen.map((pick) => log[pick % log.length] as NewEvent),
				reason,
			);
		for (const run of order) await turnRun(store, "undo", run);
		expect((await store.runs(9)).every(({ state }) => state === "undone")).toBe(true);
		expect(await seen(store)).toBe(before);
		await trialHolds(store, log, runs[0] as Story["runs"][number]);
	} finally {
		await store.close();
	}
};

onRandomCases(
	"after any runs, undone in any order, events and analysis are byte-equal to what they were, and a trial told the numbers",
	story,
	{
		cases: 16,
		judge: putBack,
	},
);
