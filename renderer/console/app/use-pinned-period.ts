import { useEffect } from "react";
import { filterSearch } from "./filter.js";
import { useSearchState } from "./search.js";
import type { Filter } from "./use-filter.js";

/** Writes the default period into the address, so that a copied one opens the same days tomorrow. */
export const usePinnedPeriod = (filter: Filter | null, wanted = true): void => {
	const [search, set] = useSearchState(filterSearch);
	const { from, to } = filter?.range ?? {};
	const missing = wanted && !(search.from && search.to);
	useEffect(() => {
		if (missing && from && to) set({ from, to }, { replace: true });
	}, [missing, from, to, set]);
};
