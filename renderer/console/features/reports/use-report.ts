import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useClient } from "../../app/client.js";
import type { ReportAsk, ReportFrame } from "./ask.js";
import { dataOf } from "./report-data.js";

/**
 * One report, computed by the store; null asks nothing. Leaving the view or changing the filter cancels it there. Old numbers stay,
 * marked `stale`, until the new ones come.
 */
export const useReport = (ask: ReportAsk | null, { version }: Pick<ReportFrame, "version">) => {
	const client = useClient();
	const { data, error, isPlaceholderData, refetch } = useQuery({
		queryKey: ["report", ask, version],
		queryFn: ask ? ({ signal }) => client.reports.get(ask, { signal }) : skipToken,
		placeholderData: keepPreviousData,
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 5 * 60_000,
	});
	const whole = useMemo(() => (data ? dataOf(data) : null), [data]);
	return {
		/** Deferred: charts and tables are drawn in pieces, between which a key or a click goes first. */
		data: useDeferredValue(whole, null),
		error,
		stale: isPlaceholderData && error === null,
		retry: () => void refetch(),
	};
};

/** What a report can be broken down by. */
export const useProperties = (wanted: boolean) => {
	const client = useClient();
	return useQuery({
		queryKey: ["properties"],
		queryFn: ({ signal }) => client.reports.properties(undefined, { signal }),
		enabled: wanted,
		staleTime: 60_000,
	});
};
