import { useQuery } from "@tanstack/react-query";
import type { Analysis, FilterParams } from "../../../../backend/contract/analysis.js";
import { beginning, type RunState, type Sections } from "../../app/analysis-run.js";
import { useClient } from "../../app/client.js";
import { addDays } from "../../app/period.js";
import type { Filter } from "../../app/use-filter.js";
import { useRun } from "./use-run.js";

/** What Overview shows: of a saved analysis or read now, beside the same of the compared period. */
export interface Numbers {
	readonly sections: Sections;
	readonly failed: RunState["failed"];
	/** Null while the compared period is not read, or when nothing is compared. */
	readonly before: Sections | null;
	/** True when the compared period holds no event: there is nothing to compare with. */
	readonly nothingBefore: boolean;
	readonly analysis: Analysis | null;
	readonly done: number;
	readonly total: number;
	readonly reading: boolean;
	/** Numbers of another filter, kept until the first new ones come. */
	readonly stale: boolean;
	readonly error: Error | null;
	readonly retry: () => void;
	readonly fewerDays: (() => void) | null;
}

export const useSaved = (id: string | undefined) => {
	const client = useClient();
	return useQuery({
		queryKey: ["analysis", id ?? null],
		queryFn: ({ signal }) => client.analysis.get({ id: id ?? "" }, { signal }),
		enabled: id !== undefined,
		staleTime: Number.POSITIVE_INFINITY,
	});
};

const fewer = (filter: Filter): (() => void) | null => {
	const from = addDays(filter.range.to, -6);
	return from > filter.range.from ? () => filter.set({ from, to: filter.range.to }) : null;
};

const comparedParams = (filter: Filter): FilterParams | null =>
	filter.compared ? { ...filter.params, from: filter.compared.instants.from, to: filter.compared.instants.to } : null;

/** `version` changes when the store is to be read anew. */
export const useNumbers = (filter: Filter, saved: Analysis | undefined, id: string | undefined, version: number): Numbers => {
	const now = useRun(id === undefined ? filter.params : null, version);
	const before = useRun(comparedParams(filter), version);
	const state = now.data ?? beginning;
	const compared = before.isPlaceholderData ? null : (before.data?.sections ?? null);
	const nothingBefore = compared?.basic_metrics?.total_events === 0;
	const common = {
		before: nothingBefore ? null : compared,
		nothingBefore,
		fewerDays: fewer(filter),
		retry: () => void now.refetch(),
	};
	if (id !== undefined) {
		return {
			...common,
			sections: saved?.detailed_metrics ?? {},
			failed: {},
			analysis: saved ?? null,
			done: 0,
			total: 0,
			reading: !saved,
			stale: false,
			error: null,
		};
	}
	return {
		...common,
		sections: state.sections,
		failed: state.failed,
		analysis: state.analysis,
		done: state.done,
		total: state.total,
		reading: now.isFetching,
		stale: now.isPlaceholderData,
		error: now.error,
	};
};
