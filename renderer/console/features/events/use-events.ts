import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { EventFilter } from "../../../../backend/contract/events.js";
import { useClient } from "../../app/client.js";
import { filterSearch } from "../../app/filter.js";
import { instantsOf, ordered } from "../../app/period.js";
import { useStatus } from "../../app/queries.js";
import { useSearchState } from "../../app/search.js";
import { useZone } from "../../app/use-zone.js";
import { eventsSearch, filterOf, type Period } from "./search.js";

/** Rows of one page from the store. */
const pageSize = 100;

export const eventKeys = {
	list: ["events", "list"],
	count: ["events", "count"],
	newer: ["events", "newer"],
	facets: ["events", "facets"],
	rejects: ["events", "rejects"],
} as const;

/** The address of the view, with its days turned into instants of the zone shown. */
export const useEventsAddress = () => {
	const [search, set] = useSearchState(eventsSearch);
	const [shared, setShared] = useSearchState(filterSearch);
	const tz = useZone();
	const period = useMemo(() => periodOf(shared.from, shared.to, tz), [shared.from, shared.to, tz]);
	const filter = useMemo(() => filterOf(search, period), [search, period]);
	return { search, set, days: { from: shared.from, to: shared.to }, setDays: setShared, tz, period, filter };
};

export type EventsAddress = ReturnType<typeof useEventsAddress>;

/** Either end may be open. */
const periodOf = (from: string | undefined, to: string | undefined, tz: string): Period => {
	if (from && to) return instantsOf(ordered(from, to), tz);
	return {
		from: from ? instantsOf({ from, to: from }, tz).from : null,
		to: to ? instantsOf({ from: to, to }, tz).to : null,
	};
};

/** Newest first, page by page; a cursor continues exactly after the page before, also while new events arrive. */
export const useEventPages = (filter: EventFilter) => {
	const client = useClient();
	return useInfiniteQuery({
		queryKey: [...eventKeys.list, filter],
		queryFn: ({ pageParam, signal }) =>
			client.events.list({ ...filter, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next_cursor,
		refetchOnWindowFocus: false,
	});
};

/** Counted apart from the list, so that rows do not wait for a count over everything. */
export const useEventCount = (filter: EventFilter) => {
	const client = useClient();
	return useQuery({
		queryKey: [...eventKeys.count, filter],
		queryFn: async ({ signal }) => (await client.events.list({ ...filter, limit: 1, count: true }, { signal })).total,
	});
};

/** How many events pass all limits but that of the last day, and come after it. Asked again when events have come. */
export const useNewer = ({ filter, period: { to } }: Pick<EventsAddress, "filter" | "period">) => {
	const client = useClient();
	const events = useStatus().data?.events;
	return useQuery({
		queryKey: [...eventKeys.newer, filter, events],
		queryFn: async ({ signal }) => {
			const { from: _, to: __, ...limits } = filter;
			return (await client.events.list({ ...limits, from: to as number, limit: 1, count: true }, { signal })).total;
		},
		enabled: to !== null,
		placeholderData: keepPreviousData,
	});
};

export const useFacets = () => {
	const client = useClient();
	return useQuery({ queryKey: eventKeys.facets, queryFn: ({ signal }) => client.events.types(undefined, { signal }), staleTime: 30_000 });
};

export const useRejects = () => {
	const client = useClient();
	return useQuery({ queryKey: eventKeys.rejects, queryFn: ({ signal }) => client.events.rejects({ limit: 200 }, { signal }) });
};
