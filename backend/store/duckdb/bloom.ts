/** A filter of keys, each given as two independent 32-bit hashes. */
export interface Bloom {
	/** False means: surely never added. */
	has(a: number, b: number): boolean;
	add(a: number, b: number): void;
	readonly keys: number;
	readonly bytes: number;
}

export interface BloomOptions {
	/** Keys of the first generation; each following one holds twice as many. */
	readonly capacity: number;
	/** At least so many; a generation's size is rounded up to a power of two of 64 bytes, so that a mask stands for a division. */
	readonly bitsPerKey: number;
	readonly hashes: number;
}

/** 2^20 keys at 24 bits become 2^25 bits: 4 bytes a key and, in a full generation, a few false positives in a million. */
export const defaultBloom: BloomOptions = { capacity: 1 << 20, bitsPerKey: 24, hashes: 12 };

/** All bits of a key lie in one block of 512 bits, a cache line: spread over the whole filter, filling it took four times as long. */
const blockWords = 16;

interface Generation {
	readonly words: Uint32Array;
	readonly blockMask: number;
	readonly capacity: number;
	keys: number;
}

const generation = (capacity: number, bitsPerKey: number): Generation => {
	const blocks = 2 ** Math.min(23, Math.max(0, Math.ceil(Math.log2((capacity * bitsPerKey) / (blockWords * 32)))));
	return { words: new Uint32Array(blocks * blockWords), blockMask: blocks - 1, capacity, keys: 0 };
};

/** The next bit of a key within its block: the top 9 bits of a multiplicative sequence (the constant is 2^32 / golden ratio). */
const next = (state: number): number => Math.imul(state, 0x9e3779b1) + 0x7f4a7c15;

const covers = ({ words, blockMask }: Generation, a: number, b: number, hashes: number): boolean => {
	const block = (a & blockMask) * blockWords;
	let state = b;
	for (let i = 0; i < hashes; i++) {
		state = next(state);
		const bit = state >>> 23;
		if (((words[block + (bit >>> 5)] as number) & (1 << (bit & 31))) === 0) return false;
	}
	return true;
};

const mark = ({ words, blockMask }: Generation, a: number, b: number, hashes: number): void => {
	const block = (a & blockMask) * blockWords;
	let state = b;
	for (let i = 0; i < hashes; i++) {
		state = next(state);
		const word = block + (state >>> 28);
		words[word] = (words[word] as number) | (1 << ((state >>> 23) & 31));
	}
};

/** A Bloom filter that grows by generations, so that it need not know how many keys will come (Almeida et al., 2007). */
export const openBloom = ({ capacity, bitsPerKey, hashes }: BloomOptions = defaultBloom): Bloom => {
	const generations: Generation[] = [generation(capacity, bitsPerKey)];
	let keys = 0;
	const growing = (): Generation => {
		const last = generations[generations.length - 1] as Generation;
		if (last.keys < last.capacity) return last;
		const larger = generation(last.capacity * 2, bitsPerKey);
		generations.push(larger);
		return larger;
	};
	return {
		has: (a, b) => generations.some((one) => covers(one, a, b, hashes)),
		add: (a, b) => {
			const last = growing();
			mark(last, a, b, hashes);
			last.keys += 1;
			keys += 1;
		},
		get keys() {
			return keys;
		},
		get bytes() {
			return generations.reduce((sum, { words }) => sum + words.byteLength, 0);
		},
	};
};
