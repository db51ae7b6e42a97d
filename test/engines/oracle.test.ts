import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "./oracle/compare.js";
import { logCase } from "./oracle/logs.js";
import { detailedOf, simpleOf } from "./oracle/metrics.js";
import { relationsOf } from "./oracle/model.js";
import { detailedRun, withLog } from "./oracle/run.js";

/** More in a night run: ORACLE_LOGS=20000 npx vitest run --project engines test/engines/oracle.test.ts */
const logs = Number(process.env["ORACLE_LOGS"] ?? 1_000);

describe("every metric equals its brute-force definition", () => {
	test(`on ${logs} random logs`, async () => {
		await fc.assert(
			fc.asyncProperty(logCase, async ({ log, scope }) => {
				const relations = relationsOf(log, scope);
				const { detailed, simple } = await withLog(log, (engine) => detailedRun(engine, scope));
				const found = [
					...differences(detailed, detailedOf(relations, scope), "detailed"),
					...differences(simple, simpleOf(relations), "simple"),
				];
				expect(found).toEqual([]);
			}),
			{ numRuns: logs, endOnFailure: false },
		);
	});
});
