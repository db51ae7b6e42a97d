import { runAnalysis } from "../../../backend/analysis/analysis.js";
import type { AnalysisEngine, Scope } from "../../../backend/engine/port.js";

const scope: Scope = { from: null, to: null, tz: "Europe/Berlin", noise: "hide", sessions: "client", visitor: "default", user: null };

export interface Timed {
	/** Milliseconds from asking to the last metric. */
	readonly ms: number;
	/** Milliseconds of each section, in the order computed; `open` is what comes before the first. */
	readonly sections: Readonly<Record<string, number>>;
	/** The answer, for comparison. */
	readonly result: unknown;
}

/** One detailed analysis of all data, in a zone that changes its clocks. Fails when any metric does. */
export const timeRun = async (engine: AnalysisEngine): Promise<Timed> => {
	const started = performance.now();
	const sections: Record<string, number> = {};
	const timedOpen: AnalysisEngine = {
		...engine,
		open: async (asked, signal) => {
			const run = await engine.open(asked, signal);
			sections["open"] = performance.now() - started;
			last = performance.now();
			return run;
		},
	};
	let last = started;
	const steps = runAnalysis(timedOpen, scope, "detailed", {});
	for (;;) {
		const step = await steps.next();
		if (step.done) return { ms: performance.now() - started, sections, result: step.value };
		if (step.value.type === "failed") throw new Error(`${step.value.metric}: ${step.value.error.message}`);
		sections[step.value.metric] = performance.now() - last;
		last = performance.now();
	}
};
