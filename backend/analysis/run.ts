import type { AnalysisKind, Breakdown, DetailedMetrics, RunMessage, SectionName, SimpleMetrics } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { AnalysisEngine, Scope } from "../engine/port.js";
import { type Ask, askerOf, type Metric } from "./metric.js";
import { breakdownBy } from "./metrics/breakdown.js";
import { sections } from "./metrics/list.js";
import { simple } from "./metrics/simple.js";

/** What a metric could not be computed for. `cause` is the original, for the log. */
export interface MetricFailure {
	readonly metric: string;
	readonly error: AppError;
	readonly cause: unknown;
}

/** Everything a run computed; sections that failed are absent. */
export interface RunResult {
	readonly detailed: Partial<DetailedMetrics>;
	readonly simple: SimpleMetrics | null;
	/** Null where none was asked for, too. */
	readonly breakdown: Breakdown | null;
	readonly failures: readonly MetricFailure[];
	/** Of the snapshot: see EngineRun. */
	readonly notes: readonly string[];
}

export interface RunOptions {
	/** A column or property to break the events down by. */
	readonly by?: string | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Told of each failure as it happens; gives the id under which the log has it. */
	readonly report?: ((failure: MetricFailure) => string) | undefined;
}

export type RunStep = Extract<RunMessage, { type: "progress" | "failed" }>;

/**
 * Computes the metrics of a kind, one after the other, over one snapshot, and tells each as it is ready. A metric that fails is
 * told and left out, the others stand. `detailed` holds the simple summary too. Throws `invalid` for a `by` that names nothing,
 * `cancelled` once the signal aborts, and whatever the engine throws on opening. Ending the iteration early closes the snapshot.
 */
export async function* runAnalysis(
	engine: AnalysisEngine,
	scope: Scope,
	kind: AnalysisKind,
	{ by, signal, report }: RunOptions = {},
): AsyncGenerator<RunStep, RunResult> {
	const metrics = [...(kind === "simple" ? [simple] : [...sections, simple]), ...(by === undefined ? [] : [breakdownBy(by)])];
	const run = await engine.open(scope, signal);
	try {
		return { ...(yield* compute(askerOf(run), scope, { metrics, signal, report })), notes: run.notes ?? [] };
	} finally {
		await run.close();
	}
}

async function* compute(
	ask: Ask,
	scope: Scope,
	{ metrics, signal, report }: RunOptions & { readonly metrics: readonly Metric<string, unknown>[] },
): AsyncGenerator<RunStep, Omit<RunResult, "notes">> {
	const ready = new Map<string, unknown>();
	const failures: MetricFailure[] = [];
	for (const [at, metric] of metrics.entries()) {
		const place = { metric: metric.name, done: at + 1, total: metrics.length };
		const outcome = await settle(metric, ask, scope);
		stopIfCancelled(signal, outcome);
		if ("error" in outcome) {
			failures.push(outcome);
			yield { type: "failed", ...place, error: { code: outcome.error.code, message: outcome.error.message, ...idOf(report?.(outcome)) } };
		} else {
			ready.set(metric.name, outcome.section);
			yield { type: "progress", ...place, part: partOf(metric.name, outcome.section) };
		}
	}
	return resultOf(ready, failures);
}

const idOf = (id: string | undefined): { id?: string } => (id === undefined ? {} : { id });

const settle = async (metric: Metric<string, unknown>, ask: Ask, scope: Scope): Promise<{ section: unknown } | MetricFailure> => {
	try {
		return { section: await metric.compute(ask, scope) };
	} catch (cause) {
		return { metric: metric.name, error: explain(metric.name, cause), cause };
	}
};

const explain = (metric: string, cause: unknown): AppError =>
	cause instanceof AppError
		? cause
		: new AppError(
				"internal",
				`${metric} was not computed, for a reason that was not foreseen. The other figures stand. Run the analysis again.`,
			);

const stopIfCancelled = (signal: AbortSignal | undefined, outcome: object): void => {
	if ("error" in outcome && outcome.error instanceof AppError && outcome.error.code === "cancelled") throw outcome.error;
	if (signal?.aborted) throw new AppError("cancelled", "The analysis was cancelled. Nothing was saved.");
};

const partOf = (name: string, section: unknown): Partial<DetailedMetrics> =>
	name === simple.name || name === "breakdown" ? {} : { [name as SectionName]: section };

const resultOf = (ready: ReadonlyMap<string, unknown>, failures: readonly MetricFailure[]): Omit<RunResult, "notes"> => {
	const {
		simple: summary,
		breakdown,
		...detailed
	} = Object.fromEntries(ready) as Partial<DetailedMetrics> & {
		simple?: SimpleMetrics;
		breakdown?: Breakdown;
	};
	return { detailed, simple: summary ?? null, breakdown: breakdown ?? null, failures };
};
