import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./project.js";
import { provide } from "./services/provide.js";
import { runLane } from "./testing/stage.js";
import { plan } from "./testing/stages.js";
import { lastLine, summarise, totals } from "./testing/summary.js";

/** `npm test`: all that the tests need, then all the tests. `npm test -- stores e2e` runs these stages alone. */

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const results = join(root, "test-reports");
/** Where nothing may be skipped. */
const strict = process.env["CI"] === "true";

for (const [signal, code] of [
	["SIGINT", 130],
	["SIGTERM", 143],
	["SIGHUP", 129],
] as const) {
	process.once(signal, () => process.exit(code));
}

const finish = async (last: string, ok: boolean): Promise<void> => {
	await writeFile(join(results, "summary.txt"), `${last}\n`);
	say(last);
	process.exitCode = ok ? 0 : 1;
};

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });

const services = await provide(say);
if (services.missing.length > 0) {
	say("The tests need what is not here:");
	for (const { missing, get } of services.missing) say(`  ${missing}\n    get it with: ${get}`);
	await finish(`0 passed, ${services.missing.length} failed (parts missing)`, false);
} else {
	Object.assign(process.env, services.env);
	const only = process.argv.slice(2);
	const wanted = ({ name }: { readonly name: string }): boolean => only.length === 0 || only.includes(name);
	const { together, alone } = plan(services);
	const lanes = await Promise.all(together.map((lane) => runLane(lane.filter(wanted), say)));
	const outcomes = [...lanes.flat(), ...(await runLane(alone.filter(wanted), say))];
	const all = totals(outcomes, strict);
	say(summarise(outcomes, strict));
	await finish(lastLine(all), all.failed === 0 && outcomes.length > 0);
}
