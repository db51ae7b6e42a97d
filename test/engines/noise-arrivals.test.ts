import fc from "fast-check";
import { expect, test } from "vitest";
import { headlineOf } from "../../backend/analysis/analysis.js";
import { arrivalQueriesOf } from "../../backend/cleanup/judging.js";
import type { NoiseRuleId } from "../../backend/contract/cleanup.js";
import { openDuckEngine } from "../../backend/engine/duckdb/engine.js";
import { rules } from "../../backend/noise/rules.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { noiseByHand } from "./oracle/noise.js";
import { ground, limits, noiseLog, settings } from "./oracle/noise-logs.js";
import { onRandomCases } from "./oracle/random.js";
import { everything } from "./oracle/run.js";

/** Rules of one event; the others look at what a visitor does, at other events or at the catalog. */
const alone: readonly NoiseRuleId[] = [
	"known_source",
	"demo_client",
	"declared_bot",
	"internal",
	"spam_referrer",
	"invalid_page",
	"missing_type",
];

test("these are the rules that can judge an event as it arrives", () => {
	expect(rules.filter((rule) => rule.alone).map(({ rule }) => rule)).toEqual(alone);
});

const rowsOf = async (store: DuckStore) => (await store.list({ noise: "show" }, { limit: 200, cursor: null })).items;

/** All that a reader can see of the events, and what the analysis makes of them. */
const seen = async (store: DuckStore): Promise<string> => {
	const run = await openDuckEngine(store).open(everything);
	const headline = await headlineOf(run);
	await run.close();
	const { bytes: _, ...counts } = await store.counts();
	return JSON.stringify({ items: await rowsOf(store), headline, counts });
};

const open = async (): Promise<DuckStore> => {
	const store = await openDuckStore({ path: ":memory:" });
	await store.database.use((link) => link.exec("SET threads = 1"));
	return store;
};

/** What the rules say of an event if it were the only one. */
const byHand = (event: NewEvent): NoiseRuleId[] =>
	alone.filter((rule) => noiseByHand(rule, { log: [event], limits, products: [] }).length > 0);

const hits = new Map<NoiseRuleId, number>();

const marked = async ({ log, cuts }: { log: readonly NewEvent[]; cuts: readonly number[] }): Promise<void> => {
	const [watching, plain] = [await open(), await open()];
	try {
		await watching.watchArrivals(arrivalQueriesOf(settings, ground));
		const ends = [...new Set(cuts.map((cut) => cut % (log.length + 1)))].sort((a, b) => a - b);
		for (const [at, end] of [...ends, log.length].entries()) {
			const some = log.slice(ends[at - 1] ?? 0, end);
			for (const store of [watching, plain]) await store.append(some);
			// The first analysis after an event was stored counts it as it is marked.
			const run = await openDuckEngine(watching).open(everything);
			const { events } = await headlineOf(run);
			await run.close();
			const stored = await rowsOf(watching);
			expect(events).toBe(
				stored.filter(({ noisy, source }) => !noisy && !["simulation", "basic_sim", "seed_demo"].includes(source)).length,
			);
		}
		const rows = await rowsOf(watching);
		for (const event of log) {
			const row = rows.find(({ source, event_id }) => source === event.source && event_id === event.eventId);
			expect(row?.noise_reasons, event.eventId).toEqual(byHand(event));
			for (const rule of byHand(event)) hits.set(rule, (hits.get(rule) ?? 0) + 1);
		}
		const runs = await watching.runs(9);
		expect(runs.reduce((sum, { events }) => sum + events, 0)).toBe(rows.filter(({ noisy }) => noisy).length);
		for (const { run } of runs) await watching.undo(run, { at: 6 });
		expect(await seen(watching)).toBe(await seen(plain));
	} finally {
		await watching.close();
		await plain.close();
	}
};

onRandomCases(
	"each event is marked on arrival as brute force marks it alone, before an analysis counts it, and the undo leaves no trace",
	fc.record({ log: noiseLog, cuts: fc.array(fc.nat(99), { maxLength: 3 }) }),
	{ cases: 12, judge: marked },
);

test("every rule of one event found something in some of these logs", () => {
	expect(alone.filter((rule) => (hits.get(rule) ?? 0) < 1)).toEqual([]);
});
