import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { InsightFact, OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { useClient } from "../../app/client.js";
import { filterSearch } from "../../app/filter.js";
import { keys, useStatus } from "../../app/queries.js";
import { useSearchState } from "../../app/search.js";
import { type Filter, useFilter } from "../../app/use-filter.js";
import { isOfPeriod } from "./of-period.js";

/** The period that the address names; null where it names none or there are no events, undefined while it is not known. */
const useAskedPeriod = (): Filter | null | undefined => {
	const [{ from, to }] = useSearchState(filterSearch);
	const filter = useFilter();
	const { data: status } = useStatus();
	if (!from || !to || status?.first_ts === null) return null;
	return filter ?? undefined;
};

/** As many as one question gives; an older analysis of the period opens from Analyses. */
const most = 200;

/** The analysis that Insights shows: the one named, else the newest detailed one of the address' period. */
export const useShownAnalysis = (named: string | undefined) => {
	const client = useClient();
	const period = useAskedPeriod();
	const heads = useQuery({
		queryKey: [...keys.analyses, "newest"],
		queryFn: ({ signal }) => client.analysis.list({ limit: most }, { signal }),
		enabled: named === undefined,
	});
	const detailed = heads.data?.filter(({ kind, status }) => kind === "detailed" && status === "done");
	const newest = detailed?.[0]?._id;
	const ofPeriod = period ? detailed?.find(({ parameters }) => isOfPeriod(parameters, period))?._id : newest;
	const id = named ?? (period === undefined ? undefined : ofPeriod);
	const analysis = useQuery({
		queryKey: ["analysis", id ?? null],
		queryFn: ({ signal }) => client.analysis.get({ id: id ?? "" }, { signal }),
		enabled: id !== undefined,
		staleTime: 60_000,
	});
	const none = named === undefined && heads.data !== undefined && period !== undefined && id === undefined;
	return {
		id,
		analysis,
		/** Set where there is none to show: the newest of another period, null for none at all. */
		none: none ? { newest: newest ?? null } : null,
		error: heads.error ?? analysis.error,
		retry: () => void (id === undefined ? heads.refetch() : analysis.refetch()),
	};
};

export interface Names {
	readonly facts: ReadonlyMap<string, InsightFact>;
	readonly products: ReadonlyMap<string, string>;
}

/** What the ids in a text stand for. */
export const useNames = (output: OpenrouterOutput): Names =>
	useMemo(() => {
		const shown = new Map(output.parsed.recommendations_for_user_products.map(({ product_id: id, name }) => [id, name]));
		return {
			facts: new Map(output.facts.map((fact) => [fact.id, fact])),
			products: new Map(output.candidates.map(({ id, product_id: product }) => [id, shown.get(product) ?? product])),
		};
	}, [output]);
