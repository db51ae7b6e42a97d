import { keepPreviousData, experimental_streamedQuery as streamedQuery, useQuery } from "@tanstack/react-query";
import type { AnalysisParams, FilterParams, RunMessage } from "../../../../backend/contract/analysis.js";
import { beginning, type RunState, withMessage } from "../../app/analysis-run.js";
import { type Client, useClient } from "../../app/client.js";
import { useEngineChoice } from "../../app/engine-choice.js";

const read = (client: Client, params: AnalysisParams) =>
	streamedQuery<RunMessage, RunState>({
		streamFn: ({ signal }) => client.analysis.run({ params: { ...params, kind: "detailed" }, save: false }, { signal }),
		reducer: withMessage,
		initialValue: beginning,
		refetchMode: "reset",
	});

/**
 * The numbers of a filter, metric by metric; nothing is saved. Leaving the view or changing the filter cancels the run in
 * the store. Old numbers stay until the first new ones come.
 */
export const useRun = (params: FilterParams | null, version: number) => {
	const client = useClient();
	const engine = useEngineChoice();
	return useQuery({
		queryKey: ["run", params, version, engine],
		queryFn: params ? read(client, { ...params, ...engine }) : () => beginning,
		enabled: params !== null,
		placeholderData: keepPreviousData,
		/** A run that was cancelled half-way is read anew. */
		staleTime: (query) => (query.state.data?.analysis ? Number.POSITIVE_INFINITY : 0),
		gcTime: 5 * 60_000,
	});
};
