import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import type { EventKey } from "../../backend/store/ports.js";
import { eventLog } from "../builders/event-log.js";

/** What a day may bring, in any order. */
type Deed =
	| { readonly kind: "append"; readonly count: number }
	| { readonly kind: "fold" }
	| { readonly kind: "flag" | "unflag" | "remove"; readonly picks: readonly number[] };

const picks = fc.array(fc.nat(99), { minLength: 1, maxLength: 4 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant("append" as const), count: fc.integer({ min: 1, max: 8 }) }) },
	{ weight: 3, arbitrary: fc.constant({ kind: "fold" as const }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("flag" as const, "unflag" as const, "remove" as const), picks }) },
);

const tables = {
	bins: "SELECT bin, event_type, action, hidden, CAST(sum(n) AS BIGINT) AS n FROM kept_bins GROUP BY ALL HAVING sum(n) <> 0 ORDER BY ALL",
	sessions: "SELECT * FROM kept_sessions ORDER BY session_key",
	orderLines: "SELECT * FROM kept_order_lines ORDER BY source, event_id",
	pairs: "SELECT * FROM kept_pairs ORDER BY ALL",
} as const;

const contents = (store: DuckStore): Promise<unknown> =>
	store.database.use(async (link) => {
		const found: Record<string, unknown> = {};
		for (const [name, sql] of Object.entries(tables)) found[name] = await link.rows(sql);
		return found;
	});

const folded = (store: DuckStore): Promise<void> => store.kept.fresh(async () => undefined);

const keyOf = ({ source, eventId }: NewEvent): EventKey => ({ source, eventId });

const play = async (store: DuckStore, log: readonly NewEvent[], deeds: readonly Deed[]): Promise<void> => {
	let next = 0;
	const chosen = (numbers: readonly number[]): EventKey[] =>
		next === 0 ? [] : numbers.map((number) => keyOf(log[number % next] as NewEvent));
	for (const one of deeds) {
		if (one.kind === "append") {
			await store.append(log.slice(next, next + one.count));
			next = Math.min(log.length, next + one.count);
		} else if (one.kind === "fold") await folded(store);
		else if (one.kind === "flag") await store.flag(chosen(one.picks), ["rule"], 1);
		else if (one.kind === "unflag") await store.unflag(chosen(one.picks));
		else {
			const removed = chosen(one.picks);
			await store.remove(removed);
			// A removed event may come again, and is then a new one.
			if (one.picks.length % 2 === 0) await store.append(log.filter((event) => removed.some((key) => key.eventId === event.eventId)));
		}
	}
	await store.append(log.slice(next));
};

const empty = async (store: DuckStore): Promise<void> => {
	await store.database.use((link) => link.exec("DELETE FROM events"));
	await store.rebuildKept();
};

describe("tables kept up from events", () => {
	let store: DuckStore;
	let stepwise: DuckStore;
	beforeAll(async () => {
		store = await openDuckStore({ path: ":memory:" });
		// Folds of three events at most: where a step ends must not matter.
		stepwise = await openDuckStore({ path: ":memory:", foldStep: 3 });
	});
	afterAll(async () => {
		await store.close();
		await stepwise.close();
	});

	test("equal those rebuilt from the events after any arrival order, late link, flag, unflag and delete", async () => {
		await fc.assert(
			fc.asyncProperty(eventLog({ minLength: 1, maxLength: 40 }), fc.array(deed, { minLength: 1, maxLength: 12 }), async (log, deeds) => {
				const used = log.length % 3 === 0 ? stepwise : store;
				await empty(used);
				await play(used, log, deeds);
				await folded(used);
				const kept = await contents(used);
				await used.rebuildKept();
				expect(kept).toEqual(await contents(used));
			}),
			{ numRuns: Number(process.env["KEPT_RUNS"] ?? 200), ...(process.env["SEED"] ? { seed: Number(process.env["SEED"]) } : {}) },
		);
	}, 900_000);
});
