import type { AnalysisKind, DetailedMetrics, RunMessage, SectionName, SimpleMetrics } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { AnalysisEngine, EngineRun, Scope } from "../engine/port.js";
import type { Ask, Metric } from "./metric.js";
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
	readonly failures: readonly MetricFailure[];
}

export interface RunOptions {
	readonly signal?: AbortSignal | undefined;
	/** Told of each failure as it happens; gives the id under which the log has it. */
	readonly report?: ((failure: MetricFailure) => string) | undefined;
}

export type RunStep = Exclude<RunMessage, { type: "done" }>;

/**
 * Computes the metrics of a kind, one after the other, over one snapshot, and tells each as it is ready. A metric that fails is
 * told and left out, the others stand. `detailed` holds the simple summary too. Throws `cancelled` once the signal aborts, and
 * whatever the engine throws on opening. Ending the iteration early closes the snapshot.
 */
export async function* runAnalysis(
	engine: AnalysisEngine,
	scope: Scope,
	kind: AnalysisKind,
	{ signal, report }: RunOptions = {},
): AsyncGenerator<RunStep, RunResult> {
	const run = await engine.open(scope, signal);
	try {
		return yield* compute(asker(run), scope, { kind, signal, report });
	} finally {
		await run.close();
	}
}

async function* compute(
	ask: Ask,
	scope: Scope,
	{ kind, signal, report }: RunOptions & { readonly kind: AnalysisKind },
): AsyncGenerator<RunStep, RunResult> {
	const metrics: readonly Metric<string, unknown>[] = kind === "simple" ? [simple] : [...sections, simple];
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
	name === simple.name ? {} : { [name as SectionName]: section };

const resultOf = (ready: ReadonlyMap<string, unknown>, failures: readonly MetricFailure[]): RunResult => {
	const { simple: summary, ...detailed } = Object.fromEntries(ready) as Partial<DetailedMetrics> & { simple?: SimpleMetrics };
	return { detailed, simple: summary ?? null, failures };
};

/** Asks the run; equal questions of several metrics are computed once. */
const asker = (run: EngineRun): Ask => {
	const asked = new Map<string, Promise<unknown[]>>();
	return (part, params = {}) => {
		const key = `${part.name} ${JSON.stringify(params)}`;
		const known = asked.get(key) ?? run.query({ name: part.name, sql: part.sql, params }).then((rows) => part.row.array().parse(rows));
		asked.set(key, known);
		return known as Promise<never>;
	};
};
