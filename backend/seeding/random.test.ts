import { expect, test } from "vitest";
import { logNormal, mix, openRandom, place, poisson, sumsOf } from "./random.js";

const many = 40_000;

test("equal words give equal numbers, other words others", () => {
	const ten = (seed: number, stream: number): number[] => {
		const random = openRandom(seed, stream);
		return Array.from({ length: 10 }, () => random.next());
	};
	expect(ten(42, 7)).toEqual(ten(42, 7));
	expect(new Set([...ten(42, 7), ...ten(42, 8), ...ten(43, 7)]).size).toBe(30);
});

test("numbers are even, also the first ones of neighbouring streams", () => {
	const tenths = Array.from({ length: 10 }, () => 0);
	for (let stream = 0; stream < many; stream++) {
		const tenth = Math.floor(openRandom(1, stream).next() * 10);
		tenths[tenth] = (tenths[tenth] ?? 0) + 1;
	}
	/** Six standard errors of a binomial. */
	for (const count of tenths) expect(Math.abs(count - many / 10)).toBeLessThan(6 * Math.sqrt(many * 0.09));
});

test("mix is a bijection of its second word, which makes visitors' ids their own", () => {
	const seen = new Set<number>();
	for (let word = 0; word < 200_000; word++) seen.add(mix(0x1234abcd, word));
	expect(seen.size).toBe(200_000);
});

test("place draws in proportion to the weights, and never what weighs nothing", () => {
	const random = openRandom(3, 3);
	const counts = [0, 0, 0, 0];
	const sums = sumsOf([1, 0, 3, 0]);
	for (let nth = 0; nth < many; nth++) {
		const at = place(sums, random.next());
		counts[at] = (counts[at] ?? 0) + 1;
	}
	expect([counts[1], counts[3]]).toEqual([0, 0]);
	expect(place(sums, 0)).toBe(0);
	expect(place(sums, 0.25)).toBe(2);
	expect(place(sums, 1 - 2 ** -32)).toBe(2);
});

test.each([0, 0.4, 4, 75])("poisson has the mean and the variance %d", (mean) => {
	const random = openRandom(5, Math.round(mean * 10));
	const drawn = Array.from({ length: many }, () => poisson(random, mean));
	const average = drawn.reduce((sum, one) => sum + one, 0) / many;
	const variance = drawn.reduce((sum, one) => sum + (one - average) ** 2, 0) / many;
	expect(Math.abs(average - mean)).toBeLessThanOrEqual(6 * Math.sqrt(mean / many));
	expect(Math.abs(variance - mean)).toBeLessThanOrEqual(0.08 * mean);
});

test("logNormal has its median in the middle", () => {
	const random = openRandom(6, 1);
	const above = Array.from({ length: many }, () => logNormal(random, 20, 0.8)).filter((one) => one > 20).length;
	expect(Math.abs(above - many / 2)).toBeLessThan(6 * Math.sqrt(many / 4));
});
