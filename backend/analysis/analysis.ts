import type { Analysis } from "../contract/analysis.js";
import { os } from "../operations.js";
import type { AnalysisStore } from "../store/ports.js";
import { listAnalyses, readAnalysis, removeAnalysis, type SavedStore } from "./analyses.js";
import { definitionOf } from "./definition.js";
import { applyFilter } from "./filter.js";
import { openGate } from "./gate.js";
import { type RunDeps, runAndSave } from "./service.js";
import { readTable } from "./tables/table.js";

export { readAnalysis } from "./analyses.js";
export { periodBefore } from "./before.js";
export { funnelsRouter } from "./funnels/funnels.js";
export { headlineOf } from "./headline.js";
export { trendHalves } from "./insights/halves.js";
export { reportsRouter } from "./reports/reports.js";
export { runAnalysis } from "./run.js";

/** At once and waiting, of runs and of table pages each: more would only slow all of them down, on the cores that ingest needs too. */
const atOnce = { places: 2, waiting: 20 };

export interface AnalysisDeps extends Omit<RunDeps, "gate" | "store"> {
	readonly store: SavedStore & Pick<AnalysisStore, "saveAnalysis">;
	/** What of a saved analysis is told as it is now, such as prices. */
	readonly refresh: (analysis: Analysis) => Promise<Analysis>;
}

/** The operations of backend/contract/analysis.ts. */
export const analysisRouter = (deps: AnalysisDeps) => {
	const { engine, store } = deps;
	const runs: RunDeps = { ...deps, gate: openGate(atOnce) };
	const pages = openGate(atOnce);
	return {
		mode: os.analysis.mode.handler(() => ({ mode: (deps.useSpark ? deps.spark : engine).name, use_spark: deps.useSpark })),
		analyze: os.analysis.analyze.handler(async ({ input, context: { caller }, signal }) => {
			for await (const message of runAndSave(runs, { params: input.params, caller, save: true, signal })) {
				if (message.type === "done") return { status: "ok" as const, analysis: message.analysis };
			}
			throw new Error("The run ended without a result.");
		}),
		run: os.analysis.run.handler(({ input, context: { caller }, signal }) => runAndSave(runs, { ...input, caller, signal })),
		list: os.analysis.list.handler(({ input, context: { caller } }) => listAnalyses(store, caller, input.limit)),
		get: os.analysis.get.handler(async ({ input, context: { caller } }) => deps.refresh(await readAnalysis(store, caller, input.id))),
		remove: os.analysis.remove.handler(async ({ input, context: { caller } }) => {
			await removeAnalysis(store, caller, input.id);
			return { status: "ok" as const };
		}),
		metric: os.analysis.metric.handler(({ input }) => definitionOf(input.metric)),
		table: os.analysis.table.handler(async ({ input, signal }) => {
			const scope = { ...applyFilter(input), user: null };
			const leave = await pages.enter(signal);
			try {
				return await readTable(engine, scope, { ...input, sort: input.sort }, signal);
			} finally {
				leave();
			}
		}),
	};
};
