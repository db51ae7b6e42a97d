import fc from "fast-check";
import { describe, expect, test } from "vitest";

/** Others, and more: CASES=10000 SEED=7 npx vitest run --project engines test/engines/oracle.test.ts */
const wanted = process.env["CASES"];
const seed = Number(process.env["SEED"] ?? 20_261_025);

/** They run beside each other in one process: nearly all of a case is work of the engine, which has threads of its own. */
const shares = [0, 1, 2, 3];

export interface Judged<T> {
	readonly cases: number;
	/** Rejects where a case is wrong. */
	readonly judge: (one: T) => Promise<void>;
}

/** Judges so many random cases, the same ones at each run. */
export const onRandomCases = <T>(name: string, arbitrary: fc.Arbitrary<T>, { cases, judge }: Judged<T>): void => {
	/** What an expectation answers is nobody's verdict: fast-check would take it for one. */
	const property = fc.asyncProperty(arbitrary, async (one) => {
		await judge(one);
	});
	const numRuns = Math.ceil(Number(wanted ?? cases) / shares.length);
	describe.concurrent(`${name}, in ${numRuns * shares.length} random cases`, () => {
		test.each(shares)("share %i", { timeout: 1_200_000 }, async (share) => {
			await expect(fc.assert(property, { numRuns, seed: seed + share })).resolves.toBeUndefined();
		});
	});
};
