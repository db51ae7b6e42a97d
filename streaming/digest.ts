/** 128 bits as four numbers. */
export type Digest = Int32Array;

const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const;

const turn = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

const finish = (value: number): number => {
	let h = value;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
};

/** Four bytes, the lowest first; those past the end are zero. */
const word = (bytes: Uint8Array, at: number): number =>
	(bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);

/**
 * MurmurHash3_x86_128 (Austin Appleby, public domain) with seed 0 of the first `length` bytes; behind them 16 more are read, and must be zero.
 * Of a billion random ids two have the same with a chance of one in 10^20. Whoever makes up ids can make two of their own meet, no others'.
 */
export const digestOf = (bytes: Uint8Array, length: number, into: Digest): void => {
	let [h1, h2, h3, h4] = [0, 0, 0, 0];
	const whole = length - (length % 16);
	for (let at = 0; at < whole; at += 16) {
		h1 = Math.imul(turn(h1 ^ Math.imul(turn(Math.imul(word(bytes, at), c1), 15), c2), 19) + h2, 5) + 0x561ccd1b;
		h2 = Math.imul(turn(h2 ^ Math.imul(turn(Math.imul(word(bytes, at + 4), c2), 16), c3), 17) + h3, 5) + 0x0bcaa747;
		h3 = Math.imul(turn(h3 ^ Math.imul(turn(Math.imul(word(bytes, at + 8), c3), 17), c4), 15) + h4, 5) + 0x96cd1c35;
		h4 = Math.imul(turn(h4 ^ Math.imul(turn(Math.imul(word(bytes, at + 12), c4), 18), c1), 13) + h1, 5) + 0x32ac3b17;
	}
	h4 ^= Math.imul(turn(Math.imul(word(bytes, whole + 12), c4), 18), c1);
	h3 ^= Math.imul(turn(Math.imul(word(bytes, whole + 8), c3), 17), c4);
	h2 ^= Math.imul(turn(Math.imul(word(bytes, whole + 4), c2), 16), c3);
	h1 ^= Math.imul(turn(Math.imul(word(bytes, whole), c1), 15), c2);
	h1 ^= length;
	h2 ^= length;
	h3 ^= length;
	h4 ^= length;
	h1 = (h1 + h2 + h3 + h4) | 0;
	h2 = (h2 + h1) | 0;
	h3 = (h3 + h1) | 0;
	h4 = (h4 + h1) | 0;
	[h1, h2, h3, h4] = [finish(h1), finish(h2), finish(h3), finish(h4)];
	h1 = (h1 + h2 + h3 + h4) | 0;
	into[0] = h1;
	into[1] = h2 + h1;
	into[2] = h3 + h1;
	into[3] = h4 + h1;
};
