import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { benchAnalysis } from "./analysis/analysis.js";
import { benchSwitching } from "./console/switching.js";
import { benchIngest } from "./ingest/ingest.js";
import { benchLive } from "./live/live.js";
import { benchMongo } from "./mongo/mongo.js";
import { type Part, readOptions } from "./options.js";
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

/** `npm run bench`: figures are only comparable within one run, so every one stands beside what it is compared with. */
const { only, quick, runs, seconds, events, data } = readOptions(process.argv.slice(2));

const say = (line: string): void => {
	process.stderr.write(`${line}\n`);
};
const wants = (part: Part): boolean => only === undefined || only === part;

const started = new Date();
const machine = {
	node: process.version,
	platform: process.platform,
	cores: cpus().length,
	memoryBytes: totalmem(),
	cpu: cpus()[0]?.model ?? "",
};
const ingest = wants("ingest") ? await benchIngest({ connections: 64, warmupSeconds: 3, seconds }, say) : [];
const live = wants("live") ? await benchLive({ eventsPerSecond: 2_000, seconds }, say) : [];
const sizes = quick ? [1_000_000] : [1_000_000, 10_000_000];
const analysis = [];
if (wants("analysis")) {
	for (const size of sizes) analysis.push(await benchAnalysis({ events: size, runs, data }, say));
}
const reports = [];
if (wants("reports")) {
	for (const size of sizes) reports.push(await benchReports({ events: size, runs: Math.max(5, runs), data }, say));
}

const switching = [];
if (wants("switching")) {
	for (const size of sizes) switching.push(await benchSwitching({ events: size, runs: 1, data }, say));
}

const mongo = wants("mongo") ? [await benchMongo({ events, runs, data }, say)] : [];
const startup = wants("startup") ? [await benchStartup(Math.max(5, runs), say)] : [];

const streaming = wants("streaming") ? [await benchStreaming({ events: quick ? 50_000 : 200_000, rounds: runs, seconds }, say)] : [];

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
