import { useEffect } from "react";
import { filterSearch } from "../../app/filter.js";
import { useStatus } from "../../app/queries.js";
import { useSearchState } from "../../app/search.js";
import { type Filter, useFilter } from "../../app/use-filter.js";
import { ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import { ErrorPanel } from "../../ui/states.js";
import { FirstRun } from "../first-run/first-run.js";
import { Overview } from "./overview.js";
import { overviewSearch } from "./search.js";

const pinned = filterSearch.extend(overviewSearch.shape);

/** The default period is written into the address, so that a copied one opens the same days tomorrow. */
const usePinnedPeriod = (filter: Filter | null): void => {
	const [search, set] = useSearchState(pinned);
	const { from, to } = filter?.range ?? {};
	const missing = !(search.from && search.to) && search.analysis === undefined;
	useEffect(() => {
		if (missing && from && to) set({ from, to }, { replace: true });
	}, [missing, from, to, set]);
};

/** With no events it is the first-run page. */
export const OverviewView = () => {
	const { data: status, error, refetch } = useStatus();
	const filter = useFilter();
	usePinnedPeriod(filter);
	if (status && status.first_ts === null) return <FirstRun status={status} />;
	if (status && filter) return <Overview status={status} filter={filter} />;
	return (
		<Page>
			<ViewTitle />
			{error && <ErrorPanel what="The state of the store was not read." error={error} retry={() => void refetch()} />}
		</Page>
	);
};
