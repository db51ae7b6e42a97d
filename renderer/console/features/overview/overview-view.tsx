import { useStatus } from "../../app/queries.js";
import { useFilter } from "../../app/use-filter.js";
import { ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import { ErrorPanel } from "../../ui/states.js";
import { FirstRun } from "../first-run/first-run.js";
import { Overview } from "./overview.js";

/** With no events it is the first-run page. */
export const OverviewView = () => {
	const { data: status, error, refetch } = useStatus();
	const filter = useFilter();
	if (status && status.first_ts === null) return <FirstRun status={status} />;
	if (status && filter) return <Overview status={status} filter={filter} />;
	return (
		<Page>
			<ViewTitle />
			{error && <ErrorPanel what="The state of the store was not read." error={error} retry={() => void refetch()} />}
		</Page>
	);
};
