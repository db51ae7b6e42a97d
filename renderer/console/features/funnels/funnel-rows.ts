import type { FunnelResult } from "../../../../backend/contract/funnels.js";
import type { Column } from "../../ui/column.js";
import { stepWords, unitWords } from "./words.js";

/** A step with its numbers and those of the compared period. */
export interface StepNumbers {
	readonly place: number;
	readonly name: string;
	readonly count: number;
	readonly ofFirst: number | null;
	readonly ofPrevious: number | null;
	readonly medianMs: number | null;
	readonly before: { readonly count: number; readonly ofFirst: number | null; readonly ofPrevious: number | null } | null;
}

export const stepRows = ({ funnel, all, before }: FunnelResult): readonly StepNumbers[] =>
	funnel.steps.map((step, at) => {
		const [now, then] = [all.steps[at], before?.all.steps[at]];
		return {
			place: at + 1,
			name: stepWords(step),
			count: now?.count ?? 0,
			ofFirst: now?.of_first ?? null,
			ofPrevious: now?.of_previous ?? null,
			medianMs: now?.median_ms ?? null,
			before: then ? { count: then.count, ofFirst: then.of_first, ofPrevious: then.of_previous } : null,
		};
	});

/** Of the table twin and the file. */
export const stepColumns = ({ funnel: { per }, before }: FunnelResult, compared: string): readonly Column<StepNumbers>[] => {
	const units = unitWords(per, 2);
	return [
		{ id: "place", header: "Step", value: ({ place }) => place, unit: "count" },
		{ id: "name", header: "Takes", value: ({ name }) => name, elastic: true },
		{ id: "count", header: units.replace(/^./, (first) => first.toUpperCase()), value: ({ count }) => count, unit: "count" },
		{ id: "of_first", header: "Of all", value: ({ ofFirst }) => ofFirst, unit: "ratio" },
		{ id: "of_previous", header: "Go on", value: ({ ofPrevious }) => ofPrevious, unit: "ratio" },
		{ id: "median_ms", header: "Median time", value: ({ medianMs }) => medianMs, unit: "ms" },
		...(before
			? ([
					{ id: "before", header: `${compared}`, value: (row) => row.before?.count ?? null, unit: "count" },
					{ id: "before_of_first", header: "Of all then", value: (row) => row.before?.ofFirst ?? null, unit: "ratio", wideOnly: true },
				] as const satisfies readonly Column<StepNumbers>[])
			: []),
	];
};
