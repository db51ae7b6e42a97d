import { expect } from "vitest";
import { differences } from "./oracle/compare.js";
import { type LogCase, logCase } from "./oracle/logs.js";
import { detailedOf } from "./oracle/metrics.js";
import { relationsOf } from "./oracle/model.js";
import { onRandomCases } from "./oracle/random.js";
import { detailedRun, withLog } from "./oracle/run.js";
import { simpleOf } from "./oracle/simple.js";

const differencesOf = async ({ log, scope }: LogCase): Promise<string[]> => {
	const relations = relationsOf(log, scope);
	const { detailed, simple } = await withLog(log, (engine) => detailedRun(engine, scope));
	return [...differences(detailed, detailedOf(relations, scope), "detailed"), ...differences(simple, simpleOf(relations), "simple")];
};

onRandomCases("every metric equals its brute-force definition", logCase, {
	cases: 1_000,
	judge: async (one) => expect(await differencesOf(one)).toEqual([]),
});
