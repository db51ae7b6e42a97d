import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "./oracle/compare.js";
import { type LogCase, logCase } from "./oracle/logs.js";
import { detailedOf, simpleOf } from "./oracle/metrics.js";
import { relationsOf } from "./oracle/model.js";
import { detailedRun, withLog } from "./oracle/run.js";

/** More, and others: ORACLE_LOGS=10000 ORACLE_SEED=7 npx vitest run --project engines test/engines/oracle.test.ts */
const logs = Number(process.env["ORACLE_LOGS"] ?? 1_000);
const seed = Number(process.env["ORACLE_SEED"] ?? 20_261_025);

const differencesOf = async ({ log, scope }: LogCase): Promise<string[]> => {
	const relations = relationsOf(log, scope);
	const { detailed, simple } = await withLog(log, (engine) => detailedRun(engine, scope));
	return [...differences(detailed, detailedOf(relations, scope), "detailed"), ...differences(simple, simpleOf(relations), "simple")];
};

test(`every metric equals its brute-force definition on ${logs} random logs`, async () => {
	const property = fc.asyncProperty(logCase, async (one) => {
		expect(await differencesOf(one)).toEqual([]);
	});
	await expect(fc.assert(property, { numRuns: logs, seed })).resolves.toBeUndefined();
}, 1_200_000);
