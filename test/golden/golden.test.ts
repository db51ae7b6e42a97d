import { expect, test } from "vitest";
import { differences } from "../engines/oracle/compare.js";
import { detailedOf } from "../engines/oracle/metrics.js";
import { relationsOf } from "../engines/oracle/model.js";
import { detailedRun, everything, withLog } from "../engines/oracle/run.js";
import { expected } from "./expected.js";
import { goldenEvents } from "./golden.js";

const scope = {
	...everything,
	from: Date.parse("2026-10-24T00:00:00+02:00"),
	to: Date.parse("2026-10-27T00:00:00+01:00"),
	tz: "Europe/Berlin",
};

const log = async () => (await goldenEvents()).map(({ event, flag }) => ({ ...event, flagged: flag === null ? null : [flag] }));

test("the golden click stream has the answers worked out by hand", async () => {
	const { detailed } = await withLog(await log(), (engine) => detailedRun(engine, scope));
	expect(differences(detailed, expected)).toEqual([]);
});

test("the oracle has them too", async () => {
	expect(differences(detailedOf(relationsOf(await log(), scope), scope), expected)).toEqual([]);
});
