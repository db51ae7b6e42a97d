import { describe, expect, test } from "vitest";
import { defaultBloom, openBloom } from "./bloom.js";

/** A 32-bit mix of its argument (murmur3's finaliser), so that tests need no chance. */
const mix = (value: number): number => {
	let h = value | 0;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return h ^ (h >>> 16);
};
const pair = (index: number): [number, number] => [mix(index * 2 + 1), mix(index * 2 + 2)];

describe("the filter of ids", () => {
	test("knows every key that was added, across generations", () => {
		const bloom = openBloom({ capacity: 100, bitsPerKey: 24, hashes: 12 });
		for (let i = 0; i < 5_000; i++) bloom.add(...pair(i));
		for (let i = 0; i < 5_000; i++) expect(bloom.has(...pair(i))).toBe(true);
		expect(bloom.keys).toBe(5_000);
	});

	test("is wrong for fewer than one new key in 10,000 when full", () => {
		const bloom = openBloom({ ...defaultBloom, capacity: 1 << 14 });
		for (let i = 0; i < 1 << 14; i++) bloom.add(...pair(i));
		let wrong = 0;
		for (let i = 1 << 20; i < (1 << 20) + 100_000; i++) if (bloom.has(...pair(i))) wrong += 1;
		expect(wrong).toBeLessThan(10);
	});

	test("takes 4 bytes a key", () => {
		expect(openBloom().bytes).toBe(4 * defaultBloom.capacity);
	});
});
