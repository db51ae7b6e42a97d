import type { AnalysisEngine, EngineRun, Scope } from "./port.js";

/** One snapshot for `use`, closed after it whatever happens. */
export const withRun = async <T>(
	engine: AnalysisEngine,
	scope: Scope,
	{ signal, use }: { readonly signal: AbortSignal | undefined; readonly use: (run: EngineRun) => Promise<T> },
): Promise<T> => {
	const run = await engine.open(scope, signal);
	try {
		return await use(run);
	} finally {
		await run.close();
	}
};
