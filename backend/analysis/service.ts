import type { z } from "zod";
import type { Analysis, analysisParams, RunMessage } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { InsightProgress } from "../contract/insight-text.js";
import type { AnalysisEngine, Scope } from "../engine/port.js";
import type { Log } from "../logging.js";
import type { Caller } from "../operations.js";
import type { AnalysisStore } from "../store/ports.js";
import { toAnalysis } from "./document.js";
import { applyFilter } from "./filter.js";
import type { Gate } from "./gate.js";
import { type MetricFailure, runAnalysis } from "./run.js";

type Params = z.output<typeof analysisParams>;

/** Writes the text of an analysis and gives it back with it; throws only `cancelled`. */
export type WriteText = (
	analysis: Analysis,
	options: { readonly caller: Caller; readonly signal: AbortSignal | undefined },
) => AsyncGenerator<InsightProgress, Analysis>;

export interface RunDeps {
	readonly engine: AnalysisEngine;
	readonly spark: AnalysisEngine;
	/** Runs that say nothing of it go to Spark. */
	readonly useSpark: boolean;
	readonly store: Pick<AnalysisStore, "saveAnalysis">;
	/** Epoch ms. */
	readonly now: () => number;
	readonly newId: () => string;
	readonly log: Log;
	readonly gate: Gate;
	readonly writeText: WriteText;
}

interface Request {
	readonly params: Params;
	readonly caller: Caller;
	readonly save: boolean;
	readonly signal: AbortSignal | undefined;
}

/** A customer's runs see the events verified as theirs, all others see everything. A customer without an id sees nothing at all. */
export const userScope = ({ role, userId }: Caller): string | null => {
	if (role !== "customer") return null;
	if (userId === null) throw new AppError("unauthenticated", "This needs an account. Log in, then try again.");
	return userId;
};

/**
 * Waits for its turn, runs, has its text written where it is to be kept, saves it then, and ends with the whole. An abort saves nothing;
 * text that could not be written leaves the numbers as they are.
 */
export async function* runAndSave(deps: RunDeps, request: Request): AsyncGenerator<RunMessage, void> {
	const { params, caller, save, signal } = request;
	const computed = yield* run(deps, request);
	const wanted = save && params.insights && params.kind === "detailed" && caller.role !== "customer";
	const analysis = wanted ? yield* deps.writeText(computed, { caller, signal }) : computed;
	if (save) await deps.store.saveAnalysis(analysis);
	yield { type: "done", analysis };
}

async function* run(deps: RunDeps, { params, caller, signal }: Request): AsyncGenerator<RunMessage, Analysis> {
	const scope: Scope = { ...applyFilter(params), user: userScope(caller) };
	const engine = (params.use_spark ?? deps.useSpark) ? deps.spark : deps.engine;
	const leave = await deps.gate.enter(signal);
	try {
		const startedAt = deps.now();
		const report = (failure: MetricFailure) => logFailure(deps, failure);
		const result = yield* runAnalysis(engine, scope, params.kind, { by: params.by, signal, report });
		const { user: _, ...parameters } = scope;
		return toAnalysis(result, {
			id: deps.newId(),
			userId: caller.userId,
			kind: params.kind,
			parameters,
			engine: engine.name,
			startedAt,
			finishedAt: deps.now(),
			notes: notesOf(params),
		});
	} finally {
		leave();
	}
}

const notesOf = ({ limit }: Params): string[] =>
	limit === undefined
		? []
		: [`limit ${limit} had no effect: an analysis reads all events that the filter lets through. Narrow the period with from and to.`];

const logFailure = ({ log, newId }: RunDeps, { metric, cause }: MetricFailure): string => {
	const id = newId();
	log.error({ id, metric, err: cause }, "a metric was not computed");
	return id;
};
