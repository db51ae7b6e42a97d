import { expect } from "vitest";
import { runAnalysis } from "../../../backend/analysis/analysis.js";
import type { AnalysisEngine, Query, Row, Scope } from "../../../backend/engine/port.js";
import { differences } from "../oracle/compare.js";

interface Asked {
	readonly query: Query;
	readonly rows: Row[];
}

/** The engine, and what was asked of it with its answers. */
export const recording = (engine: AnalysisEngine): { readonly engine: AnalysisEngine; readonly asked: Asked[] } => {
	const asked: Asked[] = [];
	const open: AnalysisEngine["open"] = async (scope, signal) => {
		const run = await engine.open(scope, signal);
		return {
			query: async (query) => {
				const rows = await run.query(query);
				asked.push({ query, rows });
				return rows;
			},
			close: run.close,
		};
	};
	return { engine: { name: engine.name, open }, asked };
};

/** The rows in an order of their own, for questions that state none. */
const sorted = (rows: readonly Row[]): Row[] =>
	rows
		.map((row) => [JSON.stringify(row), row] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, row]) => row);

export interface Compared {
	readonly of: AnalysisEngine;
	readonly scope: Scope;
	/** The questions and what the other engine answered. */
	readonly asked: readonly Asked[];
	/** False where the questions state no order. */
	readonly ordered: boolean;
}

/** Where the engine's answers in one run differ from those recorded; one line each. */
export const differing = async ({ of, scope, asked, ordered }: Compared): Promise<string[]> => {
	const run = await of.open(scope);
	try {
		const found = await Promise.all(
			asked.map(async ({ query, rows }) => {
				const own = await run.query(query);
				return ordered ? differences(own, rows, query.name) : differences(sorted(own), sorted(rows), query.name);
			}),
		);
		return found.flat();
	} finally {
		await run.close();
	}
};

/** Every metric, the simple summary and a breakdown. */
export const everyMetric = async (engine: AnalysisEngine, scope: Scope): Promise<void> => {
	const steps = runAnalysis(engine, scope, "detailed", { by: "device" });
	let step = await steps.next();
	while (!step.done) step = await steps.next();
	expect(step.value.failures).toEqual([]);
};
