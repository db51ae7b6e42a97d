import type { Digest } from "./digest.js";

/** Numbers of an entry: its digest, and until when it is needed; no entry is needed until 0. */
const width = 5;
const fewest = 1 << 12;

export interface IdTable {
	/** Whether the digest is there and still needed after `ended`. */
	has(digest: Digest, ended: number): boolean;
	/** Keeps a digest until a whole number above 0; what is needed no more after `ended` makes room. One that is there gets the later end. */
	add(digest: Digest, until: number, ended: number): void;
	/** Entries that it has room for: to see that it does not grow for ever. */
	readonly room: number;
}

/** Open addressing in one typed array: 40 bytes an id at most, where a set of texts takes some 200 and holds up each collection of garbage. */
export const openIdTable = (): IdTable => {
	let slots = new Int32Array(fewest * width);
	let mask = fewest - 1;
	let used = 0;

	/** Where the digest stands, or the free place where it may. */
	const placeOf = (d0: number, d1: number, d2: number, d3: number): number => {
		for (let at = d0 & mask; ; at = (at + 1) & mask) {
			const place = at * width;
			if (slots[place + 4] === 0) return place;
			if (slots[place] === d0 && slots[place + 1] === d1 && slots[place + 2] === d2 && slots[place + 3] === d3) return place;
		}
	};
	const put = (place: number, from: Int32Array, at: number, until: number): void => {
		for (let n = 0; n < 4; n++) slots[place + n] = from[at + n] as number;
		slots[place + 4] = until;
		used += 1;
	};
	/** Moves what is needed to a table that it fills by a quarter to a half. */
	const make = (ended: number): void => {
		const old = slots;
		let needed = 0;
		for (let place = 4; place < old.length; place += width) if ((old[place] as number) > ended) needed += 1;
		let entries = fewest;
		while (entries < needed * 2 + 1) entries *= 2;
		slots = new Int32Array(entries * width);
		mask = entries - 1;
		used = 0;
		for (let place = 0; place < old.length; place += width) {
			const until = old[place + 4] as number;
			if (until <= ended) continue;
			const [d0, d1, d2, d3] = [old[place] as number, old[place + 1] as number, old[place + 2] as number, old[place + 3] as number];
			put(placeOf(d0, d1, d2, d3), old, place, until);
		}
	};
	const find = (digest: Digest): number => placeOf(digest[0] as number, digest[1] as number, digest[2] as number, digest[3] as number);
	return {
		has: (digest, ended) => (slots[find(digest) + 4] as number) > ended,
		add: (digest, until, ended) => {
			const place = find(digest);
			if (slots[place + 4] !== 0) slots[place + 4] = Math.max(slots[place + 4] as number, until);
			else put(place, digest, 0, until);
			if (used * 2 > mask) make(ended);
		},
		get room() {
			return mask + 1;
		},
	};
};
