import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { benchAnalysis } from "./analysis/analysis.js";
import { benchIngest } from "./ingest/ingest.js";
import { analysisReport, type Finding, findings, ingestReport } from "./report.js";

/** `npm run bench`: figures are only comparable within one run, so every one stands beside what it is compared with. */

const { values } = parseArgs({
	options: {
		quick: { type: "boolean", default: false },
		only: { type: "string" },
		runs: { type: "string", default: "3" },
		seconds: { type: "string", default: "10" },
	},
});
if (values.only !== undefined && !["ingest", "analysis"].includes(values.only)) {
	throw new Error(`--only takes ingest or analysis, not ${values.only}.`);
}

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const wants = (part: string): boolean => values.only === undefined || values.only === part;

const started = new Date();
const machine = {
	node: process.version,
	platform: process.platform,
	cores: cpus().length,
	memoryBytes: totalmem(),
	cpu: cpus()[0]?.model ?? "",
};
const ingest = wants("ingest")
	? await benchIngest({ connections: 64, warmupSeconds: 3, seconds: Number(values.seconds) }, (line) => say(line))
	: [];
const analysis = [];
if (wants("analysis")) {
	for (const events of values.quick ? [1_000_000] : [1_000_000, 10_000_000]) {
		analysis.push(await benchAnalysis(events, Number(values.runs), (line) => say(line)));
	}
}

const found: Finding[] = findings(ingest, analysis);
const file = `bench-${started.toISOString().replace(/[:.]/g, "-")}.json`;
await writeFile(file, `${JSON.stringify({ started: started.toISOString(), machine, ingest, analysis, found }, null, "\t")}\n`);
process.stdout.write(
	[ingestReport(ingest), ...analysis.map(analysisReport), ...found.map(({ text }) => text), `Written: ${file}`, ""].join("\n"),
);
