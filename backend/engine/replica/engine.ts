import type { Freshness } from "../../store/ports.js";
import type { AnalysisEngine, TrialEngine } from "../port.js";

export interface ReplicaEngineOptions {
	/** Of the local copy. */
	readonly inner: AnalysisEngine & TrialEngine;
	/** Brings the copy up to date, within a bound of time. */
	readonly bring: (limitMs: number, signal?: AbortSignal) => Promise<Freshness>;
	/** What is in the database and not in the copy, for people; null of nothing. */
	readonly uncounted?: () => string | null;
	/** What a question may wait for the copy, ms. */
	readonly patienceMs?: number;
}

const noteOf = ({ through, problem }: Freshness, tz: string): readonly string[] => {
	if (problem === null) return [];
	if (through === null) return [`Not all events are here yet, so the figures are too low. ${problem}`];
	const time = new Intl.DateTimeFormat("en-GB", { timeZone: tz, dateStyle: "medium", timeStyle: "medium" }).format(through);
	return [`Data up to ${time} (${tz}). ${problem}`];
};

/** Runs on a local copy of a shared store's events: each run first brings in all that was acknowledged before it, or says how far it is. */
export const openReplicaEngine = ({
	inner,
	bring,
	uncounted = () => null,
	patienceMs = 10_000,
}: ReplicaEngineOptions): AnalysisEngine & TrialEngine => ({
	name: inner.name,
	open: async (scope, signal) => {
		const freshness = await bring(patienceMs, signal);
		const run = await inner.open(scope, signal);
		const left = uncounted();
		return { query: run.query, close: run.close, notes: [...noteOf(freshness, scope.tz), ...(left === null ? [] : [left])] };
	},
	trial: async (request) => {
		await bring(patienceMs, request.signal);
		return inner.trial(request);
	},
});
