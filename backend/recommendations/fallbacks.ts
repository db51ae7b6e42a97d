import { byId, type Evolving, knownItems, type Scored } from "./neighbours.js";
import { parameters } from "./parameters.js";
import type { SessionIndex } from "./session-index.js";
import { topOf } from "./top.js";

export interface Followed extends Scored {
	/** Sessions in which it follows. */
	readonly sessions: number;
}

export interface Rules {
	/** The newest product of the session; null where none is known. */
	readonly after: number | null;
	/** Other held sessions with it. */
	readonly sessions: number;
	readonly scored: readonly Followed[];
}

/**
 * Sequential rules (SR of session-rec, weighting div): what follows the session's newest product within 10 places, in other sessions; each
 * counts 1 / places between. Products of one moment follow none of each other. By score, then by id.
 */
export const follows = (index: SessionIndex, evolving: Evolving, wanted: number): Rules => {
	const own = evolving.own === null ? undefined : index.slotOfKey(evolving.own);
	const after = knownItems(index, evolving, 1)[0];
	if (after === undefined) return { after: null, sessions: 0, scored: [] };
	/** How often each product follows, by the places between: whole numbers, so that the order of the sessions decides nothing. */
	const gapsOf = new Map<number, number[]>();
	let sessions = 0;
	for (const slot of index.postings(after)) {
		if (slot === own || !index.isHeld(slot)) continue;
		sessions += 1;
		const [from, to] = index.range(slot);
		let place = from;
		while (index.items.value[place] !== after) place += 1;
		for (let next = place + 1; next < Math.min(to, place + 1 + parameters.steps); next += 1) {
			if (index.items.time[next] === index.items.time[place]) continue;
			const product = index.items.value[next] as number;
			const gaps = gapsOf.get(product) ?? Array.from({ length: parameters.steps }, () => 0);
			gaps[next - place - 1] = (gaps[next - place - 1] as number) + 1;
			gapsOf.set(product, gaps);
		}
	}
	const has = new Set(evolving.items);
	const scores = new Map<number, Followed>();
	for (const [product, gaps] of gapsOf) {
		if (has.has(index.product(product).id)) continue;
		const score = gaps.reduce((sum, count, gap) => sum + count / (gap + 1), 0);
		scores.set(product, { product, score, sessions: gaps.reduce((sum, count) => sum + count, 0) });
	}
	const best = topOf([...scores.keys()], wanted, { value: (product) => scores.get(product)?.score ?? 0, tie: byId(index) });
	return { after, sessions, scored: best.map((product) => scores.get(product) as Followed) };
};

export interface Popular {
	readonly product: number;
	readonly sessions: number;
	/** 1 and how many are in more sessions. */
	readonly rank: number;
}

/** Products by the held sessions that have them, then by id; of a category where one is given, as events tell it. */
export const popular = (index: SessionIndex, wanted: number, category?: string): Popular[] => {
	const rows: Popular[] = [];
	for (const [place, product] of index.popular(wanted, category).entries()) {
		const before = rows[place - 1];
		const { sessions } = index.product(product);
		rows.push({ product, sessions, rank: before?.sessions === sessions ? before.rank : place + 1 });
	}
	return rows;
};

/** Categories of the session's products, the newest first. */
export const categoriesOf = (index: SessionIndex, known: readonly number[]): string[] => [
	...new Set(
		known
			.toReversed()
			.map((product) => index.product(product).category)
			.filter((category) => category !== null),
	),
];
