import { runAnalysis } from "../../../backend/analysis/analysis.js";
import type { AnalysisKind, Breakdown, DetailedMetrics, SimpleMetrics } from "../../../backend/contract/analysis.js";
import { detailedMetrics } from "../../../backend/contract/analysis.js";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine, Scope } from "../../../backend/engine/port.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../../backend/store/event.js";
import type { EventKey } from "../../../backend/store/ports.js";

export interface FlaggableEvent extends NewEvent {
	readonly flagged?: readonly string[] | null;
}

/** A store of its own that holds these events, flagged as they say, and an engine over it. */
export const withLog = async <T>(log: readonly FlaggableEvent[], use: (engine: AnalysisEngine) => Promise<T>): Promise<T> => {
	const store = await openDuckStore({ path: ":memory:" });
	try {
		// Threads only cost on a few dozen events: with one, a log takes two thirds of the time.
		await store.database.use((link) => link.exec("SET threads = 1"));
		if (log.length > 0) await store.append(log.map(({ flagged: _, ...event }) => event));
		for (const [reasons, keys] of flaggedOf(log)) await store.flag(keys, reasons.split(","), 0);
		return await use(openDuckEngine(store));
	} finally {
		await store.close();
	}
};

const flaggedOf = (log: readonly FlaggableEvent[]): Map<string, EventKey[]> => {
	const groups = new Map<string, EventKey[]>();
	for (const { source, eventId, flagged } of log) {
		if (flagged) groups.set(flagged.join(), [...(groups.get(flagged.join()) ?? []), { source, eventId }]);
	}
	return groups;
};

/** The whole run of a kind, broken down where asked; a metric that fails fails the test with its cause. */
const wholeRun = async (engine: AnalysisEngine, scope: Scope, { kind, by }: { kind: AnalysisKind; by?: string }) => {
	const steps = runAnalysis(engine, scope, kind, { by });
	let step = await steps.next();
	while (!step.done) step = await steps.next();
	const [failure] = step.value.failures;
	if (failure) throw new Error(`${failure.metric} failed`, { cause: failure.cause });
	return step.value;
};

export const detailedRun = async (engine: AnalysisEngine, scope: Scope): Promise<{ detailed: DetailedMetrics; simple: SimpleMetrics }> => {
	const { detailed, simple } = await wholeRun(engine, scope, { kind: "detailed" });
	if (!simple) throw new Error("the run gave no summary");
	return { detailed: detailedMetrics.parse(detailed), simple };
};

export const brokenDown = async (engine: AnalysisEngine, scope: Scope, by: string): Promise<Breakdown | null> =>
	(await wholeRun(engine, scope, { kind: "simple", by })).breakdown;

/** The engine with one run of the scope for all that is asked: opening one is most of the work on a few dozen events. */
export const withOneRun = async <T>(engine: AnalysisEngine, scope: Scope, use: (engine: AnalysisEngine) => Promise<T>): Promise<T> => {
	const run = await engine.open(scope);
	try {
		return await use({ name: engine.name, open: async () => ({ query: run.query, close: async () => {} }) });
	} finally {
		await run.close();
	}
};

export const everything: Scope = { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default", user: null };
