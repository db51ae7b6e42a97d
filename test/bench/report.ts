import { type AnalysisFigures, median } from "./analysis/analysis.js";
import type { SwitchingFigures } from "./console/switching.js";
import type { IngestFigures } from "./ingest/ingest.js";
import type { LiveFigures } from "./live/live.js";
import type { MongoFigures } from "./mongo/mongo.js";
import type { Quantiles, ReportFigures } from "./reports/reports.js";
import type { StartupFigures } from "./startup/startup.js";

/** A miss is told, not hidden; it does not fail the bench. Milliseconds of reports, the Overview and a funnel are of 10 million events. */
const targets = {
	ingest: 0.5,
	analysis: 0.3,
	memoryBytes: 1.5e9,
	reportMs: 1_000,
	overviewMs: 2_000,
	funnelMs: 2_000,
	taskMs: 50,
	liveMs: 2_000,
	sync: 0.5,
	taking: 0.5,
	replica: 1.1,
	pipelines: 5,
	startup: 1.3,
} as const;

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
	const rate = made.appendMs === null ? null : Math.round(made.events / (made.appendMs / 1000)).toLocaleString("en");
	const perEvent = (seconds: number): string => `${((seconds / made.events) * 1e6).toFixed(1)} µs of CPU an event`;
	const append = rate === null ? "taken from an earlier run" : `${rate} events/s appended, ${perEvent(made.appendCpuSeconds)}`;
	const load = `Made: ${append}; ${ms(made.foldMs)} ms left to fold; ${ms(made.rebuildMs)} ms to fold all anew, ${perEvent(made.rebuildCpuSeconds)}; RSS ${mb(made.appendPeakRssBytes)} appending, ${mb(made.peakRssBytes)} with the fold of all; file ${mb(made.fileBytes)}`;
	return `${table(rows)}\n${load}\n`;
};

export const reportsReport = ({ events, reports, overview, funnel, peakRssBytes }: ReportFigures): string => {
	const head = [`Reports, ${events.toLocaleString("en")} events`, "p50 ms", "p95 ms", "CPU s", "raw events ms", "CPU s", "ratio of CPU"];
	const own = ({ p50, p95, cpuSeconds }: Quantiles): string[] => [ms(p50), ms(p95), cpuSeconds.toFixed(2)];
	const rows = reports.map(({ report, by, plain, ...times }) => {
		const name = by === null ? report : `  by ${by}`;
		if (plain === null || plain === "stopped") return [name, ...own(times), plain ?? "–", "–", "–"];
		return [name, ...own(times), ms(plain.ms), plain.cpuSeconds.toFixed(2), (times.cpuSeconds / plain.cpuSeconds).toPrecision(2)];
	});
	const others = [
		["the Overview's analysis", ...own(overview), "–", "–", "–"],
		["a funnel of four steps", ...own(funnel), "–", "–", "–"],
	];
	return `${table([head, ...rows, ...others])}\npeak RSS ${mb(peakRssBytes)}\n`;
};

export const switchingReport = ({ events, switches }: SwitchingFigures): string => {
	const head = [`Switching views, ${events.toLocaleString("en")} events, ms`, "numbers there", "longest task, CPU", "longest task"];
	const rows = switches.map(({ view, ms: until, tasks }) => {
		const longest = Math.max(0, ...tasks.map((task) => task.ms));
		return [view, ms(until), ms(tasks[0]?.cpuMs ?? 0), ms(longest)];
	});
	return `${table([head, ...rows])}\n(tasks below 20 ms are not told; the last column has the waiting for a core in it)\n`;
};

export const liveReport = ({ eventsPerSecond, seconds, probes, p50Ms, p99Ms }: LiveFigures): string =>
	`Event to Live, ${eventsPerSecond} events/s for ${seconds} s, ${probes} probes: p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms\n`;

export const mongoReport = ({
	events,
	bareMs,
	syncMs,
	firstMs,
	analysisMs,
	embeddedMs,
	pipelines,
	pipelinesMs,
	taking,
}: MongoFigures): string => {
	const rows = [
		[`MongoDB, ${events.toLocaleString("en")} events, ms`, ""],
		["bare cursor over all", ms(bareMs)],
		["copy of all", ms(syncMs)],
		["first detailed analysis, with the fold", ms(firstMs)],
		["detailed analysis (median)", ms(analysisMs)],
		["the same, embedded", ms(embeddedMs)],
		...pipelines.map(({ name, ms: took }) => [`pipeline ${name}`, ms(took)]),
		["six pipelines", ms(pipelinesMs)],
		[`taking ${taking.events.toLocaleString("en")} events in batches of 500`, `${ms(taking.storeMs)} (processor ${ms(taking.storeCpuMs)})`],
		["insertMany of the same by the bare driver", `${ms(taking.bareMs)} (processor ${ms(taking.bareCpuMs)})`],
	];
	return `${table(rows)}\n`;
};

export const startupReport = ({ bare, usable, console: ours, idleBytes }: StartupFigures): string => {
	const row = (name: string, times: readonly number[], bytes: string): string[] => [
		name,
		ms(median(times)),
		ms(Math.min(...times)),
		ms(Math.max(...times)),
		bytes,
	];
	const head = ["Start, ms", "median", "fastest", "slowest", "idle memory, all processes"];
	return `${table([
		head,
		row("bare window: its button", bare, mb(idleBytes.bare)),
		row("console: a view can be chosen", usable, ""),
		row("console: the first button that needs the data", ours, mb(idleBytes.console)),
	])}\n`;
};

export interface Finding {
	readonly name: string;
	readonly value: number;
	readonly target: number;
	readonly met: boolean;
	readonly text: string;
}

export const finding = (name: string, value: number, limit: { readonly target: number; readonly atLeast: boolean }): Finding => {
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

const liveFindings = ({ eventsPerSecond, p99Ms, lost }: LiveFigures): Finding[] => [
	finding(`p99 from event to Live at ${eventsPerSecond} events/s, ms`, p99Ms, { target: targets.liveMs, atLeast: false }),
	finding("events that Live was not told of", lost, { target: 0, atLeast: false }),
];

const analysisFindings = ({ made, product, ratio, ratioShared }: AnalysisFigures): Finding[] => {
	const size = `${(made.events / 1e6).toFixed(0)} M`;
	const memory = Math.max(made.peakRssBytes, product.peakRssBytes) / 1e9;
	return [
		finding(`detailed ${size} / plain SQL`, ratio, { target: targets.analysis, atLeast: false }),
		finding(`detailed ${size} / plain SQL with one session table`, ratioShared, { target: targets.analysis, atLeast: false }),
		finding(`peak RSS at ${size}, GB`, memory, { target: targets.memoryBytes / 1e9, atLeast: false }),
	];
};

const reportsFindings = ({ events, reports, overview, funnel, peakRssBytes }: ReportFigures): Finding[] => {
	if (events < 10_000_000) return [];
	const own = reports.filter(({ by }) => by === null);
	return [
		...own.map(({ report, p95 }) => finding(`p95 of ${report} at 10 M, ms`, p95, { target: targets.reportMs, atLeast: false })),
		finding("p95 of the Overview at 10 M, ms", overview.p95, { target: targets.overviewMs, atLeast: false }),
		finding("p95 of a funnel of four steps at 10 M, ms", funnel.p95, { target: targets.funnelMs, atLeast: false }),
		finding("peak RSS of reports at 10 M, GB", peakRssBytes / 1e9, { target: targets.memoryBytes / 1e9, atLeast: false }),
	];
};

const switchingFindings = ({ events, switches }: SwitchingFigures): Finding[] => {
	const longest = Math.max(0, ...switches.map(({ tasks }) => tasks[0]?.cpuMs ?? 0));
	return [
		finding(`longest task when switching reports at ${(events / 1e6).toFixed(0)} M, ms of CPU`, longest, {
			target: targets.taskMs,
			atLeast: false,
		}),
	];
};

const mongoFindings = ({ events, bareMs, syncMs, analysisMs, embeddedMs, pipelinesMs, taking }: MongoFigures): Finding[] => {
	const size = events.toLocaleString("en");
	return [
		finding(`bare cursor / copy from MongoDB, ${size} events`, bareMs / syncMs, { target: targets.sync, atLeast: true }),
		finding(`detailed after the copy / embedded, ${size} events`, analysisMs / embeddedMs, { target: targets.replica, atLeast: false }),
		finding("ingest with MongoDB / insertMany", taking.bareMs / taking.storeMs, { target: targets.taking, atLeast: true }),
		finding("ingest with MongoDB / insertMany, by processor time", taking.bareCpuMs / taking.storeCpuMs, {
			target: targets.taking,
			atLeast: true,
		}),
		finding(`six pipelines / detailed, ${size} events`, pipelinesMs / analysisMs, { target: targets.pipelines, atLeast: true }),
	];
};

const startupFindings = ({ bare, usable, console: ours }: StartupFigures): Finding[] => [
	finding("startup until a view can be chosen / bare window", median(usable) / median(bare), { target: targets.startup, atLeast: false }),
	finding("startup until its data is there / bare window", median(ours) / median(bare), { target: targets.startup, atLeast: false }),
];

export interface Measured {
	readonly mongo: readonly MongoFigures[];
	readonly ingest: readonly IngestFigures[];
	readonly live: readonly LiveFigures[];
	readonly analysis: readonly AnalysisFigures[];
	readonly reports: readonly ReportFigures[];
	readonly switching: readonly SwitchingFigures[];
	readonly startup: readonly StartupFigures[];
}

export const findings = ({ ingest, live, analysis, reports, switching, mongo, startup }: Measured): Finding[] => [
	...ingestFindings(ingest),
	...live.flatMap(liveFindings),
	...analysis.flatMap(analysisFindings),
	...reports.flatMap(reportsFindings),
	...switching.flatMap(switchingFindings),
	...mongo.flatMap(mongoFindings),
	...startup.flatMap(startupFindings),
];
