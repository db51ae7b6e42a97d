import { useStatus } from "../../app/queries.js";
import { useSearchState } from "../../app/search.js";
import { useFilter } from "../../app/use-filter.js";
import { usePinnedPeriod } from "../../app/use-pinned-period.js";
import { ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import { ErrorPanel, WaitingPanel } from "../../ui/states.js";
import { FirstRun } from "../first-run/first-run.js";
import { Overview } from "./overview.js";
import classes from "./overview.module.css";
import { overviewSearch } from "./search.js";

const cards = ["revenue", "orders", "conversion", "average", "visitors", "bounces"] as const;

/** The shape of what comes: cards, then panels. */
const Waiting = () => (
	<>
		<div className={classes.cards}>
			{cards.map((card) => (
				<WaitingPanel key={card} shape="lines" rows={3} />
			))}
		</div>
		<WaitingPanel shape="bars" />
	</>
);

/** With no events it is the first-run page. */
export const OverviewView = () => {
	const { data: status, error, refetch } = useStatus();
	const filter = useFilter();
	const [{ analysis }] = useSearchState(overviewSearch);
	usePinnedPeriod(filter, analysis === undefined);
	if (status && status.first_ts === null) return <FirstRun status={status} />;
	if (status && filter) return <Overview status={status} filter={filter} />;
	return (
		<Page>
			<ViewTitle />
			{error && <ErrorPanel what="The state of the store was not read." error={error} retry={() => void refetch()} />}
			{!status && !error && <Waiting />}
		</Page>
	);
};
