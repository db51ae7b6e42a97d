/** A seeded source of chance (mulberry32): the same seed gives the same stream on every machine. */
export interface Chance {
	/** 0 ≤ x < 1. */
	next(): number;
	/** Whole, 0 ≤ x < below. */
	whole(below: number): number;
	/** Skewed towards 0 by `power`: 1 is even, 3 gives the first tenth almost half of all. */
	skewed(below: number, power: number): number;
	/** True with this probability. */
	holds(probability: number): boolean;
}

export const chance = (seed: number): Chance => {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		next,
		whole: (below) => Math.floor(next() * below),
		skewed: (below, power) => Math.floor(next() ** power * below),
		holds: (probability) => next() < probability,
	};
};
