import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "./oracle/compare.js";
import { logCase } from "./oracle/logs.js";
import { detailedOf, simpleOf } from "./oracle/metrics.js";
import { relationsOf } from "./oracle/model.js";
import { detailedRun, withLog } from "./oracle/run.js";

/** More, and others: ORACLE_LOGS=10000 ORACLE_SEED=7 npx vitest run --project engines test/engines/oracle.test.ts */
const logs = Number(process.env["ORACLE_LOGS"] ?? 1_000);
const seed = Number(process.env["ORACLE_SEED"] ?? 20_261_025);

const compareOne = fc.asyncProperty(logCase, async ({ log, scope }) => {
	const relations = relationsOf(log, scope);
	const { detailed, simple } = await withLog(log, (engine) => detailedRun(engine, scope));
	const found = [...differences(detailed, detailedOf(relations, scope), "detailed"), ...differences(simple, simpleOf(relations), "simple")];
	expect(found).toEqual([]);
});

test(
	`every metric equals its brute-force definition on ${logs} random logs`,
	() => fc.assert(compareOne, { numRuns: logs, seed }),
	1_200_000,
);
