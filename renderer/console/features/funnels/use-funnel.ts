import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type Funnel, funnel as funnelSchema } from "../../../../backend/contract/funnel.js";
import type { FunnelRequest } from "../../../../backend/contract/funnels.js";
import { useClient } from "../../app/client.js";
import { useSearchState } from "../../app/search.js";
import type { Filter } from "../../app/use-filter.js";
import type { ReportFrame } from "../reports/reports.js";
import { compactOf, type Draft, draftOf, firstFunnel, funnelOf } from "./draft.js";
import { funnelsSearch } from "./view.js";

/** What happened in the period, so what steps can be made of. */
export const useChoices = ({ filter, version }: ReportFrame) => {
	const client = useClient();
	return useQuery({
		queryKey: ["report", "funnel choices", filter.params, version],
		queryFn: ({ signal }) => client.funnels.choices(filter.params, { signal }),
		placeholderData: keepPreviousData,
		staleTime: Number.POSITIVE_INFINITY,
	});
};
export type Choices = NonNullable<ReturnType<typeof useChoices>["data"]>;

const comparedOf = ({ compared }: Filter): Partial<FunnelRequest> =>
	compared ? { compare: "custom", compare_from: compared.instants.from, compare_to: compared.instants.to } : {};

/** The funnel, computed by the store; null asks nothing. Leaving the view or changing a step cancels it there; old numbers stay, marked `stale`. */
export const useFunnel = (funnel: Funnel | null, { filter, version }: ReportFrame) => {
	const client = useClient();
	const ask = useMemo(
		(): FunnelRequest | null => funnel && { ...filter.params, ...comparedOf(filter), funnel: compactOf(funnel), groups: 50 },
		[funnel, filter],
	);
	const { data, error, isPlaceholderData, refetch } = useQuery({
		queryKey: ["report", "funnel", ask, version],
		queryFn: ask ? ({ signal }) => client.funnels.compute(ask, { signal }) : skipToken,
		placeholderData: keepPreviousData,
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 5 * 60_000,
	});
	return { result: data ?? null, error, stale: isPlaceholderData && error === null, retry: () => void refetch() };
};

interface Kept {
	/** The address for which it was made, and the one it changed from until that one has come. */
	readonly of: string;
	readonly from: string | null;
	readonly draft: Draft;
}

/**
 * The funnel of the address, or the shop's own, and its draft: what is complete goes into the address at once, and so is computed;
 * what is not stays in the draft. Back brings the funnel before.
 */
export const useFunnelDraft = (choices: Choices | undefined) => {
	const [search, set] = useSearchState(funnelsSearch);
	const funnel = useMemo(
		() => (search.funnel ? funnelSchema.parse(search.funnel) : choices ? firstFunnel(choices) : null),
		[search.funnel, choices],
	);
	/** Other days would choose other steps: what is shown stays. */
	useEffect(() => {
		if (!search.funnel && funnel) set({ funnel: compactOf(funnel) }, { replace: true });
	}, [search.funnel, funnel, set]);
	const address = useMemo(() => (funnel ? JSON.stringify(compactOf(funnel)) : ""), [funnel]);
	const [kept, setKept] = useState<Kept | null>(null);
	useEffect(() => {
		setKept((before) => (before?.of === address && before.from !== null ? { ...before, from: null } : before));
	}, [address]);
	const draft = useMemo(() => {
		if (kept && (kept.of === address || kept.from === address)) return kept.draft;
		return funnel && draftOf(funnel);
	}, [kept, address, funnel]);
	const change = useCallback(
		(next: Draft) => {
			const complete = funnelOf(next);
			const of = complete ? JSON.stringify(compactOf(complete)) : address;
			setKept({ of, from: of === address ? null : address, draft: next });
			if (complete && of !== address) set({ funnel: compactOf(complete), people: undefined });
		},
		[address, set],
	);
	return { funnel, draft, change };
};
