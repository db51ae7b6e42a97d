import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { benchAnalysis } from "./analysis/analysis.js";
import { benchSwitching } from "./console/switching.js";
import { benchIngest } from "./ingest/ingest.js";
import { benchLive } from "./live/live.js";
import { benchMongo } from "./mongo/mongo.js";
import {
	analysisReport,
	type Finding,
	findings,
	ingestReport,
	liveReport,
	mongoReport,
	reportsReport,
	startupReport,
	switchingReport,
} from "./report.js";
import { benchReports } from "./reports/reports.js";
import { benchStartup } from "./startup/startup.js";
import { benchStreaming, streamingFindings, streamingReport } from "./streaming/streaming.js";

/**
 * `npm run bench`: figures are only comparable within one run, so every one stands beside what it is compared with. `--data DIR` keeps
 * the stores of generated events there for the next run, and takes those that it finds.
 */

const { values } = parseArgs({
	options: {
		quick: { type: "boolean", default: false },
		only: { type: "string" },
		runs: { type: "string", default: "3" },
		seconds: { type: "string", default: "10" },
		data: { type: "string" },
		/** Of the part mongo. */
		events: { type: "string", default: "1000000" },
	},
});
if (
	values.only !== undefined &&
	!["ingest", "live", "analysis", "reports", "switching", "mongo", "startup", "streaming"].includes(values.only)
) {
	throw new Error(`--only takes ingest, live, analysis, reports, switching, mongo, startup or streaming, not ${values.only}.`);
}

const say = (line: string): void => {
	process.stderr.write(`${line}\n`);
};
const wants = (part: string): boolean => values.only === undefined || values.only === part;

const started = new Date();
const machine = {
	node: process.version,
	platform: process.platform,
	cores: cpus().length,
	memoryBytes: totalmem(),
	cpu: cpus()[0]?.model ?? "",
};
const ingest = wants("ingest") ? await benchIngest({ connections: 64, warmupSeconds: 3, seconds: Number(values.seconds) }, say) : [];
const live = wants("live") ? await benchLive({ eventsPerSecond: 2_000, seconds: Number(values.seconds) }, say) : [];
const sizes = values.quick ? [1_000_000] : [1_000_000, 10_000_000];
const { data } = values;
const analysis = [];
if (wants("analysis")) {
	for (const events of sizes) analysis.push(await benchAnalysis({ events, runs: Number(values.runs), data }, say));
}
const reports = [];
if (wants("reports")) {
	for (const events of sizes) reports.push(await benchReports({ events, runs: Math.max(5, Number(values.runs)), data }, say));
}

const switching = [];
if (wants("switching")) {
	for (const events of sizes) switching.push(await benchSwitching({ events, runs: 1, data }, say));
}

const mongo = wants("mongo") ? [await benchMongo({ events: Number(values.events), runs: Number(values.runs), data }, say)] : [];
const startup = wants("startup") ? [await benchStartup(Math.max(5, Number(values.runs)), say)] : [];

const streaming = wants("streaming")
	? [await benchStreaming({ events: values.quick ? 50_000 : 200_000, rounds: Number(values.runs), seconds: Number(values.seconds) }, say)]
	: [];

const found: Finding[] = [
	...findings({ ingest, live, analysis, reports, switching, mongo, startup }),
	...streaming.flatMap(streamingFindings),
];
const file = `bench-${started.toISOString().replace(/[:.]/g, "-")}.json`;
await writeFile(
	file,
	`${JSON.stringify({ started: started.toISOString(), machine, ingest, live, analysis, reports, switching, mongo, startup, streaming, found }, null, "\t")}\n`,
);
process.stdout.write(
	[
		ingestReport(ingest),
		...live.map(liveReport),
		...analysis.map(analysisReport),
		...reports.map(reportsReport),
		...switching.map(switchingReport),
		...mongo.map(mongoReport),
		...startup.map(startupReport),
		...streaming.map(streamingReport),
		...found.map(({ text }) => text),
		`Written: ${file}`,
		"",
	].join("\n"),
);
