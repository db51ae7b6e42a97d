import { runAnalysis } from "../../../backend/analysis/analysis.js";
import type { DetailedMetrics, SimpleMetrics } from "../../../backend/contract/analysis.js";
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

/** The whole detailed run; a metric that fails fails the test with its cause. */
export const detailedRun = async (engine: AnalysisEngine, scope: Scope): Promise<{ detailed: DetailedMetrics; simple: SimpleMetrics }> => {
	const steps = runAnalysis(engine, scope, "detailed");
	let step = await steps.next();
	while (!step.done) step = await steps.next();
	const [failure] = step.value.failures;
	if (failure) throw new Error(`${failure.metric} failed`, { cause: failure.cause });
	if (!step.value.simple) throw new Error("the run gave no summary");
	return { detailed: detailedMetrics.parse(step.value.detailed), simple: step.value.simple };
};

export const everything: Scope = { from: null, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default", user: null };
