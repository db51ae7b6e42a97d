import { follows, popular } from "./fallbacks.js";
import { openFinder } from "./neighbours.js";
import { bounds } from "./parameters.js";
import { type HeldSession, openSessionIndex, type SessionIndex } from "./session-index.js";

/**
 * How often the next product is among those shown. Protocol (session-rec; Ludewig and Jannach 2018): sessions that ended before the split
 * teach, sessions that begin after it are asked. Products of a session count once, where they were last; sessions of one product
 * are left out, and so are products that no teaching session has. After each product of an asked session the next one is to be found.
 * Ties are told against the method: what has the same score as the next product stands before it.
 */
export interface Split {
	readonly teaching: readonly HeldSession[];
	/** Products in order, at least two. */
	readonly asked: readonly (readonly string[])[];
	/** Epoch ms. */
	readonly at: number;
}

export const methods = ["neighbours", "follows", "together", "category", "popular"] as const;
export type Method = (typeof methods)[number];

export interface Quality {
	readonly method: Method;
	readonly predictions: number;
	/** Share of predictions whose next product was among the first 20. */
	readonly recall: number;
	/** Mean of 1 / its place, 0 past 20. */
	readonly mrr: number;
	/** Share of the teaching sessions' products that were among the first 20 at least once. */
	readonly coverage: number;
	/** Milliseconds of each prediction. */
	readonly took: readonly number[];
}

const shown = 20;

/** Small and repeatable (mulberry32); products of one moment have no order of their own, and ids often run by kind. */
const random = (seed: number) => {
	let state = seed;
	return (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
};

const inOrder = ({ items }: HeldSession, chance: () => number): string[] =>
	items
		.map(({ id, time }) => ({ id, time, place: chance() }))
		.sort((a, b) => a.time - b.time || a.place - b.place)
		.map(({ id }) => id);

export const splitAt = (sessions: readonly HeldSession[], at: number): Split => {
	const many = sessions.filter(({ items }) => items.length > 1);
	const teaching = many.filter(({ end }) => end < at);
	const known = new Set(teaching.flatMap(({ items }) => items.map(({ id }) => id)));
	const chance = random(1);
	const asked = many
		.filter(({ items }) => (items[0]?.time ?? 0) >= at)
		.toSorted((a, b) => a.end - b.end || (a.key < b.key ? -1 : 1))
		.map((session) => inOrder(session, chance).filter((id) => known.has(id)))
		.filter((items) => items.length > 1);
	return { teaching, asked, at };
};

/** Every product with a score, the best first. */
type Scorer = (items: readonly string[]) => { readonly id: string; readonly score: number }[];

const everything = Number.MAX_SAFE_INTEGER;

const together = (index: SessionIndex, last: string): Map<number, number> => {
	const counts = new Map<number, number>();
	const product = index.productOf(last);
	if (product === undefined) return counts;
	for (const slot of index.postings(product)) {
		const [from, to] = index.range(slot);
		for (let place = from; place < to; place += 1) {
			const other = index.items.value[place] as number;
			if (other !== product) counts.set(other, (counts.get(other) ?? 0) + 1);
		}
	}
	return counts;
};

const scorers = (index: SessionIndex): Record<Method, Scorer> => {
	const find = openFinder(index);
	const id = (product: number): string => index.product(product).id;
	const ofCategory = (category?: string) =>
		popular(index, everything, category).map(({ product, sessions }) => ({ id: id(product), score: sessions }));
	const all = ofCategory();
	const byCategory = new Map<string, typeof all>();
	const inCategory = (category: string): typeof all => {
		const known = byCategory.get(category) ?? ofCategory(category);
		byCategory.set(category, known);
		return known;
	};
	return {
		neighbours: (items) =>
			find({ items, own: null }, { wanted: everything }).scored.map(({ product, score }) => ({ id: id(product), score })),
		follows: (items) => follows(index, { items, own: null }, everything).scored.map(({ product, score }) => ({ id: id(product), score })),
		together: (items) =>
			[...together(index, items.at(-1) ?? "")].map(([product, score]) => ({ id: id(product), score })).sort((a, b) => b.score - a.score),
		category: (items) => {
			const last = index.productOf(items.at(-1) ?? "");
			const category = last === undefined ? null : index.product(last).category;
			return category === null ? [] : inCategory(category);
		},
		popular: () => all,
	};
};

const lastOf = (session: HeldSession, categories: ReadonlyMap<string, string>) =>
	session.items.map(({ id, time }) => ({
		seq: 0,
		ts: time,
		visitor: session.key,
		sessionId: session.key,
		action: "product_viewed" as const,
		productId: id,
		name: null,
		category: categories.get(id) ?? null,
	}));

const pause = (): Promise<void> => new Promise((others) => setImmediate(others));

export interface EvaluateOptions {
	/** Of more predictions, so many are asked, evenly spread. */
	readonly most: number;
	/** Of products, as events tell them. */
	readonly categories: ReadonlyMap<string, string>;
	readonly only?: readonly Method[];
	/** Ends it before the next prediction. */
	readonly signal?: AbortSignal;
}

interface Tally {
	hits: number;
	reciprocal: number;
	readonly covered: Set<string>;
	readonly took: number[];
}

const ask = (tally: Tally, scorer: Scorer, items: readonly string[], next: string): void => {
	const started = performance.now();
	const scored = scorer(items);
	tally.took.push(performance.now() - started);
	const own = new Set(items);
	const others = scored.filter(({ id }) => !own.has(id));
	for (const { id } of others.slice(0, shown)) tally.covered.add(id);
	const found = others.find(({ id }) => id === next);
	if (!found) return;
	const rank = others.filter(({ score }) => score >= found.score).length;
	if (rank > shown) return;
	tally.hits += 1;
	tally.reciprocal += 1 / rank;
};

/** Evaluates each method on the same predictions, giving way to others between them. */
export const evaluate = async (
	{ teaching, asked }: Split,
	options: EvaluateOptions,
): Promise<{ quality: Quality[]; bytes: number; products: number }> => {
	const index = openSessionIndex({ sessions: teaching.length + 1, itemsOfSession: bounds.itemsOfSession });
	for (const [at, session] of teaching.entries()) {
		index.take(lastOf(session, options.categories));
		if (at % 500 === 0) await pause();
	}
	const predictions = asked.flatMap((items) => items.slice(1).map((next, at) => ({ items: items.slice(0, at + 1), next })));
	const step = Math.max(1, predictions.length / options.most);
	const chosen = Array.from(
		{ length: Math.min(predictions.length, options.most) },
		(_, at) => predictions[Math.floor(at * step)] as (typeof predictions)[number],
	);
	const all = scorers(index);
	const products = index.products.filter((product) => product !== null).length;
	const quality: Quality[] = [];
	for (const method of options.only ?? methods) {
		const tally: Tally = { hits: 0, reciprocal: 0, covered: new Set(), took: [] };
		for (const { items, next } of chosen) {
			if (options.signal?.aborted) break;
			ask(tally, all[method], items, next);
			await pause();
		}
		const share = (part: number, of: number): number => (of === 0 ? 0 : part / of);
		quality.push({
			method,
			predictions: chosen.length,
			recall: share(tally.hits, chosen.length),
			mrr: share(tally.reciprocal, chosen.length),
			coverage: share(tally.covered.size, products),
			took: tally.took,
		});
	}
	return { quality, bytes: index.bytes(), products };
};
