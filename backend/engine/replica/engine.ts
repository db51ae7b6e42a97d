import type { Freshness } from "../../store/ports.js";
import type { AnalysisEngine, TrialEngine } from "../port.js";

export interface Bringing {
	/** Brings the copy up to date, within a bound of time. */
	readonly bring: (limitMs: number, signal?: AbortSignal) => Promise<Freshness>;
	/** From now until what it gives is called, the copy changes by what happened alone. */
	readonly look: () => () => void;
	/** What is in the database and not in the copy, for people; null of nothing. */
	readonly uncounted?: () => string | null;
	/** What a question may wait for the copy, ms. */
	readonly patienceMs?: number;
}

export interface ReplicaEngineOptions extends Bringing {
	/** Of the local copy. */
	readonly inner: AnalysisEngine & TrialEngine;
}

const noteOf = ({ through, problem }: Freshness, tz: string): readonly string[] => {
	if (problem === null) return [];
	if (through === null) return [`Not all events are here yet, so the figures are too low. ${problem}`];
	const time = new Intl.DateTimeFormat("en-GB", { timeZone: tz, dateStyle: "medium", timeStyle: "medium" }).format(through);
	return [`Data up to ${time} (${tz}). ${problem}`];
};

const usualPatienceMs = 10_000;

/** Each run first brings in all that was acknowledged before it, or says how far it is. */
export const bringingFirst = (
	inner: AnalysisEngine,
	{ bring, look, uncounted = () => null, patienceMs = usualPatienceMs }: Bringing,
): AnalysisEngine => ({
	name: inner.name,
	open: async (scope, signal) => {
		const freshness = await bring(patienceMs, signal);
		const leave = look();
		try {
			const run = await inner.open(scope, signal);
			const left = uncounted();
			const close = (): Promise<void> => run.close().finally(leave);
			return { query: run.query, close, notes: [...noteOf(freshness, scope.tz), ...(left === null ? [] : [left])] };
		} catch (error) {
			leave();
			throw error;
		}
	},
});

/** Runs on a local copy of a shared store's events. */
export const openReplicaEngine = ({ inner, ...bringing }: ReplicaEngineOptions): AnalysisEngine & TrialEngine => ({
	...bringingFirst(inner, bringing),
	trial: async (request) => {
		await bringing.bring(bringing.patienceMs ?? usualPatienceMs, request.signal);
		const leave = bringing.look();
		try {
			return await inner.trial(request);
		} finally {
			leave();
		}
	},
});
