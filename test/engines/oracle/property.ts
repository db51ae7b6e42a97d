import fc from "fast-check";
import { expect } from "vitest";
import { differences } from "./compare.js";
import { logCase } from "./logs.js";
import { detailedOf, simpleOf } from "./metrics.js";
import { relationsOf } from "./model.js";
import { detailedRun, withLog } from "./run.js";

/** Together the two halves make 1,000 logs. More, and others: ORACLE_LOGS=10000 ORACLE_SEED=7 npx vitest run --project engines */
export const logsOfAHalf = Number(process.env["ORACLE_LOGS"] ?? 1_000) / 2;

/** Every metric, of random logs under random filters, equals what its definition gives by brute force. */
export const compareWithOracle = (half: 0 | 1): Promise<void> =>
	fc.assert(
		fc.asyncProperty(logCase, async ({ log, scope }) => {
			const relations = relationsOf(log, scope);
			const { detailed, simple } = await withLog(log, (engine) => detailedRun(engine, scope));
			const found = [
				...differences(detailed, detailedOf(relations, scope), "detailed"),
				...differences(simple, simpleOf(relations), "simple"),
			];
			expect(found).toEqual([]);
		}),
		{ numRuns: logsOfAHalf, seed: Number(process.env["ORACLE_SEED"] ?? 20_261_025) + half },
	);
