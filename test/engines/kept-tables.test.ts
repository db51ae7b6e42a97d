import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect } from "vitest";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import type { EventKey } from "../../backend/store/ports.js";
import { eventLog } from "../builders/event-log.js";
import { runOn, turnRun } from "./cleanup-runs.js";
import { onRandomCases } from "./oracle/random.js";

type Edit = "flag" | "unflag" | "remove" | "tag" | "delete";

/** What a day may bring, in any order. */
type Deed =
	| { readonly kind: "append"; readonly count: number }
	| { readonly kind: "fold" }
	| { readonly kind: "watch"; readonly on: boolean }
	| { readonly kind: Edit; readonly picks: readonly number[] }
	| { readonly kind: "undo" | "redo"; readonly run: number };

const picks = fc.array(fc.nat(99), { minLength: 1, maxLength: 4 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant("append" as const), count: fc.integer({ min: 1, max: 8 }) }) },
	{ weight: 3, arbitrary: fc.constant({ kind: "fold" as const }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("watch" as const), on: fc.boolean() }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("flag" as const, "unflag" as const, "remove" as const), picks }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("tag" as const, "delete" as const), picks }) },
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constantFrom("undo" as const, "undo" as const, "redo" as const), run: fc.integer({ min: 1, max: 4 }) }),
	},
);

interface Story {
	readonly log: readonly NewEvent[];
	readonly deeds: readonly Deed[];
}

const story: fc.Arbitrary<Story> = fc.record({
	log: eventLog({ minLength: 1, maxLength: 40 }),
	deeds: fc.array(deed, { minLength: 1, maxLength: 12 }),
});

const tables = {
	bins: "SELECT bin, event_type, action, hidden, CAST(sum(n) AS BIGINT) AS n FROM kept_bins GROUP BY ALL HAVING sum(n) <> 0 ORDER BY ALL",
	sessions: "SELECT * FROM kept_sessions ORDER BY session_key",
	tallies: "SELECT * FROM kept_tallies ORDER BY ALL",
	trail: "SELECT * FROM kept_trail ORDER BY ALL",
	sessionPages: "SELECT * FROM kept_session_pages ORDER BY ALL",
	sessionProducts: "SELECT * FROM kept_session_products ORDER BY ALL",
	searches: "SELECT * FROM kept_searches ORDER BY ALL",
	carts: "SELECT * FROM kept_carts ORDER BY ALL",
	orderLines: "SELECT * FROM kept_order_lines ORDER BY ALL",
	items: "SELECT * FROM kept_items ORDER BY ALL",
	productDays: "SELECT * FROM kept_product_days ORDER BY ALL",
	pageDays: "SELECT * FROM kept_page_days ORDER BY ALL",
	toldDays: "SELECT * FROM kept_told_days ORDER BY ALL",
	pairs: "SELECT * FROM kept_pairs ORDER BY ALL",
} as const;

const contents = (store: DuckStore): Promise<unknown> =>
	store.database.use(async (link) => {
		const found: Record<string, unknown> = {};
		for (const [name, sql] of Object.entries(tables)) found[name] = await link.rows(sql);
		return found;
	});

const folded = (store: DuckStore): Promise<void> => store.kept.fresh(async () => undefined);

let folder = "";
let opened = 0;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "kept-tables-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const keyOf = ({ source, eventId }: NewEvent): EventKey => ({ source, eventId });

/** About a third of what arrives. */
const someArrivals = {
	reason: "arrival",
	sql: "SELECT seq, 0.5 AS score, visitor AS subject FROM events WHERE hash(event_id) % 3 = 0",
	params: {},
};

const play = async (store: DuckStore, log: readonly NewEvent[], deeds: readonly Deed[]): Promise<void> => {
	let next = 0;
	const chosen = (numbers: readonly number[]): EventKey[] =>
		next === 0 ? [] : numbers.map((number) => keyOf(log[number % next] as NewEvent));
	for (const one of deeds) {
		if (one.kind === "append") {
			await store.append(log.slice(next, next + one.count));
			next = Math.min(log.length, next + one.count);
		} else if (one.kind === "fold") await folded(store);
		else if (one.kind === "watch") await store.watchArrivals(one.on ? [someArrivals] : null);
		else if ("run" in one) await turnRun(store, one.kind, one.run);
		else if (one.kind === "flag") await store.flag(chosen(one.picks), ["rule"], 1);
		else if (one.kind === "unflag") await store.unflag(chosen(one.picks));
		else if (one.kind === "tag" || one.kind === "delete") await runOn(store, one.kind, chosen(one.picks));
		else {
			const removed = chosen(one.picks);
			await store.remove(removed);
			// A removed event may come again, and is then a new one.
			if (one.picks.length % 2 === 0) await store.append(log.filter((event) => removed.some((key) => key.eventId === event.eventId)));
		}
	}
	await store.append(log.slice(next));
};

const equalsRebuilt = async ({ log, deeds }: Story): Promise<void> => {
	// Folds of three events at most in some: where a step ends must not matter.
	const cleanupDir = join(folder, String(++opened));
	const store = await openDuckStore({ path: ":memory:", cleanupDir, ...(log.length % 3 === 0 ? { foldStep: 3 } : {}) });
	try {
		await play(store, log, deeds);
		await folded(store);
		const kept = await contents(store);
		await store.rebuildKept();
		expect(kept).toEqual(await contents(store));
	} finally {
		await store.close();
	}
};

onRandomCases(
	"kept-up tables equal those rebuilt from the events after any arrival order, late link, flag, delete, arrival's mark, clean-up run and undo",
	story,
	{
		cases: 200,
		judge: equalsRebuilt,
	},
);
