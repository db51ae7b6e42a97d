import { afterAll, expect, test } from "vitest";
import { type NoiseRuleId, noiseRules } from "../../backend/contract/cleanup.js";
import { valuesOf } from "../../backend/noise/rule.js";
import { rules } from "../../backend/noise/rules.js";
import { linkOf } from "../../backend/store/duckdb/judge.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../backend/store/event.js";
import { noiseByHand } from "./oracle/noise.js";
import { ground, limits, noiseLog, settings } from "./oracle/noise-logs.js";
import { onRandomCases } from "./oracle/random.js";

const products = [
	{ productId: "p1", price: 10, currency: "EUR" },
	{ productId: "p2", price: 20, currency: null },
];

const foundBy = async (store: DuckStore): Promise<Map<string, string[]>> => {
	const queries = rules.map((rule) => ({
		reason: rule.rule,
		...rule.query(valuesOf(rule, settings[rule.rule]), ground),
	}));
	const judgement = await store.judge({ queries, since: null });
	try {
		const rows = await linkOf(judgement).rows("SELECT v.reason, e.event_id FROM verdicts v JOIN events e ON e.seq = v.seq");
		return new Map(noiseRules.map((rule) => [rule, rows.filter(({ reason }) => reason === rule).map(({ event_id }) => String(event_id))]));
	} finally {
		judgement.close();
	}
};

/** A store for many logs: opening one takes longer than judging sixty events. */
const free: DuckStore[] = [];
const opened = async (): Promise<DuckStore> => {
	const store = free.pop();
	if (store) return store;
	const made = await openDuckStore({ path: ":memory:" });
	all.push(made);
	await made.database.use((link) => link.exec("SET threads = 1"));
	await made.saveProducts(
		products.map((one) => ({
			...one,
			slug: one.productId,
			name: one.productId,
			category: null,
			tags: [],
			description: null,
			brand: null,
			stock: null,
			imageUrl: null,
		})),
		0,
	);
	return made;
};
const all: DuckStore[] = [];
afterAll(async () => {
	for (const store of all) await store.close();
});

/** How often each rule found something: an oracle of rules that find nothing proves nothing. */
const hits = new Map<NoiseRuleId, number>();

const judged = async (log: readonly NewEvent[]): Promise<void> => {
	const store = await opened();
	await store.append(log);
	const found = await foundBy(store);
	for (const rule of noiseRules) {
		expect(found.get(rule)?.sort(), rule).toEqual(noiseByHand(rule, { log, limits, products }).sort());
		hits.set(rule, (hits.get(rule) ?? 0) + (found.get(rule)?.length === 0 ? 0 : 1));
	}
	await store.database.use((link) => link.exec("DELETE FROM events"));
	free.push(store);
};

onRandomCases("every noise rule finds what brute force finds", noiseLog, { cases: 120, judge: judged });

test("every rule found something in some of these logs", () => {
	expect(noiseRules.filter((rule) => (hits.get(rule) ?? 0) < 3)).toEqual([]);
});
