import { type AnalysisFigures, median } from "./analysis/analysis.js";
import type { IngestFigures } from "./ingest/ingest.js";

/** Limits of issue 3. A miss is told, not hidden; it does not fail the bench. */
const targets = { ingest: 0.5, analysis: 0.3, memoryBytes: 1.5e9 } as const;

const table = (rows: readonly (readonly string[])[]): string => {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
	const pad = (text: string, column: number): string =>
		column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
	return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
};

const mb = (bytes: number | null): string => (bytes === null ? "–" : `${Math.round(bytes / 1e6)} MB`);

const bad = (figures: IngestFigures): string => {
	const others = Object.entries(figures.statuses).filter(([status]) => status !== "200");
	return others.map(([status, count]) => `${status}×${count}`).join(" ") || "–";
};

export const ingestReport = (all: readonly IngestFigures[]): string => {
	if (all.length === 0) return "";
	const head = ["Durable ingest, 64 × 50", "events/s", "CPU s/1k", "p50 ms", "p99 ms", "RSS", "not 200"];
	const rows = all.map((one) => [
		one.server,
		Math.round(one.eventsPerSecond).toLocaleString("en"),
		one.cpuSecondsPer1000?.toFixed(4) ?? "–",
		one.p50Ms.toFixed(1),
		one.p99Ms.toFixed(1),
		mb(one.peakRssBytes),
		bad(one),
	]);
	return `${table([head, ...rows])}\n(${all[0]?.bytesPerEvent.toFixed(0)} bytes an event)\n`;
};

const ms = (value: number | undefined): string => (value === undefined ? "–" : value.toFixed(value < 10 ? 1 : 0));

export const analysisReport = ({ made, product, plainEach, plainShared }: AnalysisFigures): string => {
	const engines = [product, plainEach, plainShared];
	const middle = (name: string): string[] => engines.map(({ runs }) => ms(median(runs.map(({ sections }) => sections[name] ?? 0))));
	const names = Object.keys(product.runs[0]?.sections ?? {});
	const total = engines.map(({ runs }) => ms(median(runs.map((run) => run.ms))));
	const first = engines.map(({ runs }) => ms(runs[0]?.ms));
	const rows = [
		[`Detailed analysis, ${made.events.toLocaleString("en")} events, ms`, "product", "plain SQL", "plain, one session table"],
		...names.map((name) => [name, ...middle(name)]),
		["total (median)", ...total],
		["first run", ...first],
		["opening", ...engines.map(({ openMs }) => ms(openMs))],
		["peak RSS", ...engines.map(({ peakRssBytes }) => mb(peakRssBytes))],
	];
	const rate = Math.round(made.events / (made.appendMs / 1000)).toLocaleString("en");
	const load = `Made: ${rate} events/s appended, ${ms(made.foldMs)} ms left to fold, ${ms(made.rebuildMs)} ms to fold all anew, CPU ${((made.cpuSeconds / made.events) * 1000).toFixed(4)} s/1k, RSS ${mb(made.appendPeakRssBytes)} appending, ${mb(made.peakRssBytes)} with the fold of all, file ${mb(made.fileBytes)}`;
	return `${table(rows)}\n${load}\n`;
};

export interface Finding {
	readonly name: string;
	readonly value: number;
	readonly target: number;
	readonly met: boolean;
	readonly text: string;
}

const finding = (name: string, value: number, limit: { readonly target: number; readonly atLeast: boolean }): Finding => {
	const met = limit.atLeast ? value >= limit.target : value <= limit.target;
	const sign = limit.atLeast ? "≥" : "≤";
	return {
		name,
		value,
		target: limit.target,
		met,
		text: `${met ? "met " : "MISS"} ${name}: ${value.toPrecision(3)} (target ${sign} ${limit.target})`,
	};
};

const ingestFindings = (all: readonly IngestFigures[]): Finding[] => {
	const of = (part: string) => all.find(({ server }) => server.includes(part));
	const [append, duck, product] = [of("append"), of("DuckDB"), of("product")];
	if (!append || !duck || !product) return [];
	return [
		finding("ingest / bare DuckDB server", product.eventsPerSecond / duck.eventsPerSecond, { target: targets.ingest, atLeast: true }),
		finding("ingest: acknowledged − counted", product.acknowledged - (product.counted ?? 0), { target: 0, atLeast: false }),
		finding("ingest: peak RSS, GB", (product.peakRssBytes ?? 0) / 1e9, { target: targets.memoryBytes / 1e9, atLeast: false }),
	];
};

const analysisFindings = ({ made, product, ratio, ratioShared }: AnalysisFigures): Finding[] => {
	const size = `${(made.events / 1e6).toFixed(0)} M`;
	const memory = Math.max(made.peakRssBytes, product.peakRssBytes) / 1e9;
	return [
		finding(`detailed ${size} / plain SQL`, ratio, { target: targets.analysis, atLeast: false }),
		finding(`detailed ${size} / plain SQL with one session table`, ratioShared, { target: targets.analysis, atLeast: false }),
		finding(`peak RSS at ${size}, GB`, memory, { target: targets.memoryBytes / 1e9, atLeast: false }),
	];
};

export const findings = (ingest: readonly IngestFigures[], analysis: readonly AnalysisFigures[]): Finding[] => [
	...ingestFindings(ingest),
	...analysis.flatMap(analysisFindings),
];
