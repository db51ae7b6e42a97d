import { decayOf, parameters, weightOf } from "./parameters.js";
import type { SessionIndex } from "./session-index.js";
import { topOf } from "./top.js";

/** What something is recommended for. */
export interface Evolving {
	/** Distinct products, the oldest first; those that no held session has are left out. */
	readonly items: readonly string[];
	/** The key of the session they are of, which is not its own neighbour; null where it is none. */
	readonly own: string | null;
}

export interface Neighbour {
	readonly slot: number;
	readonly similarity: number;
	/** Of the evolving session's known products, by place: the newest that both have. */
	readonly lastShared: number;
}

export interface Scored {
	readonly product: number;
	readonly score: number;
}

export interface Neighbourhood {
	/** Numbers of the evolving session's products that are held, the oldest first, at most the last 20. */
	readonly known: readonly number[];
	/** Sessions with a product in common. */
	readonly candidates: number;
	/** The nearest first. */
	readonly nearest: readonly Neighbour[];
	/** Products of the nearest that the session has not, before the best were chosen. */
	readonly found: number;
	/** The best first, by score, then by id. */
	readonly scored: readonly Scored[];
}

export type Parameters = typeof parameters | { readonly [K in keyof typeof parameters]: number };

export const knownItems = (index: SessionIndex, { items }: Evolving, last: number): number[] =>
	items
		.map((id) => index.productOf(id))
		.filter((product) => product !== undefined)
		.slice(-last);

/** Numbers that are kept between two questions, so that none has to fill arrays of the size of the index. */
export interface Scratch {
	readonly of: (size: number) => {
		readonly stamps: Uint32Array;
		readonly sums: Float64Array;
		readonly places: Uint16Array;
		readonly stamp: number;
	};
}

export const openScratch = (): Scratch => {
	let stamps = new Uint32Array(0);
	let sums = new Float64Array(0);
	let places = new Uint16Array(0);
	let stamp = 0;
	return {
		of: (size) => {
			if (stamps.length < size || stamp === 0xffff_ffff) {
				const length = Math.max(1_024, Math.ceil(size * 1.5));
				stamps = new Uint32Array(length);
				sums = new Float64Array(length);
				places = new Uint16Array(length);
				stamp = 0;
			}
			stamp += 1;
			return { stamps, sums, places, stamp };
		},
	};
};

export interface FinderOptions {
	readonly parameters?: Parameters;
	/** How many products are wanted at most. */
	readonly wanted: number;
}

/**
 * Finds session neighbours: V-SkNN (Ludewig and Jannach 2018; session-rec's vsknn.py) over an index of the sessions of each product
 * (VMIS-kNN: Kersbergen, Sprangers and Schelter 2022).
 *
 * - Similarity: the sum of the weights of the shared products, over the number of the session's products.
 * - Candidates are the `sample` most recent sessions that share a product, by their end, then by key; the same sessions that a most
 *   recent `sample` of each product would give, which is what VMIS-kNN holds.
 * - The `k` nearest of them by similarity, then by end, then by key.
 * - A product's score: over the neighbours that have it, similarity × (1 + idf of the product × `idf`) × decay of the newest shared
 *   product; idf is ln(sessions / sessions with it). Products of the session itself get none.
 *
 * The same index gives the same answer, to the last bit.
 */
export const openFinder = (index: SessionIndex): ((evolving: Evolving, options: FinderOptions) => Neighbourhood) => {
	const ofSessions = openScratch();
	const ofProducts = openScratch();
	const newerFirst = {
		value: (slot: number): number => index.endOf(slot),
		tie: (a: number, b: number): number => (index.keyOf(a) < index.keyOf(b) ? -1 : 1),
	};
	const nearestOf = (known: readonly number[], own: number | undefined, { k, sample }: Parameters) => {
		const { stamps, sums, places, stamp } = ofSessions.of(index.slots);
		const candidates: number[] = [];
		for (const [place, product] of known.entries()) {
			const weight = weightOf(place + 1, known.length);
			for (const slot of index.postings(product)) {
				if (slot === own || !index.isHeld(slot)) continue;
				if (stamps[slot] !== stamp) {
					stamps[slot] = stamp;
					sums[slot] = 0;
					candidates.push(slot);
				}
				sums[slot] = (sums[slot] as number) + weight;
				places[slot] = place;
			}
		}
		const similarity = (slot: number): number => (sums[slot] as number) / known.length;
		const recent = candidates.length > sample ? topOf(candidates, sample, newerFirst) : candidates;
		const nearest = topOf(recent, k, {
			value: similarity,
			tie: (a, b) => newerFirst.value(b) - newerFirst.value(a) || newerFirst.tie(a, b),
		}).map((slot): Neighbour => ({ slot, similarity: similarity(slot), lastShared: places[slot] as number }));
		return { candidates: candidates.length, nearest };
	};
	const scoreOf = (known: readonly number[], nearest: readonly Neighbour[], { idf }: Parameters) => {
		const { stamps, sums, stamp } = ofProducts.of(index.products.length);
		const own = new Set(known);
		const found: number[] = [];
		for (const { slot, similarity, lastShared } of nearest) {
			const decay = decayOf(known.length - lastShared);
			const [from, to] = index.range(slot);
			for (let place = from; place < to; place += 1) {
				const product = index.items.value[place] as number;
				if (own.has(product)) continue;
				if (stamps[product] !== stamp) {
					stamps[product] = stamp;
					sums[product] = 0;
					found.push(product);
				}
				const rarity = Math.log(index.held / index.product(product).sessions);
				sums[product] = (sums[product] as number) + (similarity + similarity * rarity * idf) * decay;
			}
		}
		return { found, scores: sums };
	};
	return (evolving, { parameters: used = parameters, wanted }) => {
		const known = knownItems(index, evolving, used.lastItems);
		const own = evolving.own === null ? undefined : index.slotOfKey(evolving.own);
		const { candidates, nearest } = nearestOf(known, own, used);
		const { found, scores } = scoreOf(known, nearest, used);
		const best = topOf(found, wanted, { value: (product) => scores[product] as number, tie: byId(index) });
		return {
			known,
			candidates,
			nearest,
			found: found.length,
			scored: best.map((product) => ({ product, score: scores[product] as number })),
		};
	};
};

/** By the products' ids, as text. */
export const byId =
	(index: SessionIndex) =>
	(a: number, b: number): number =>
		index.product(a).id < index.product(b).id ? -1 : 1;
