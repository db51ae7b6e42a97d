import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import type { Status } from "../../../../backend/contract/system.js";
import { useFilterCommands } from "../../app/filter-commands.js";
import { FiltersBar } from "../../app/filters-bar.js";
import { useStatus } from "../../app/queries.js";
import { useSearchState } from "../../app/search.js";
import { type Filter, useFilter } from "../../app/use-filter.js";
import { usePinnedPeriod } from "../../app/use-pinned-period.js";
import { useView, ViewTitle } from "../../app/view-title.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { Empty, ErrorPanel, Note, WaitingPanel } from "../../ui/states.js";
import type { ReportFrame } from "./ask.js";
import { ByPick } from "./by-pick.js";
import { HiddenNoise } from "./hidden-noise.js";
import classes from "./reports.module.css";
import { useCurrencies } from "./use-currencies.js";
import { usePrinting } from "./use-printing.js";
import { reportSearch } from "./view.js";

interface Props {
	/** Whether rows can be broken down. */
	readonly by?: "offered" | "none";
	/** False for a view in which nothing is held against another period. */
	readonly comparing?: boolean;
	/** What this view alone is asked with, among the filters. */
	readonly filters?: (frame: ReportFrame) => ReactNode;
	readonly children: (frame: ReportFrame) => ReactNode;
}

/** The page of a report view: title, filters, print, and what every panel of it shares. */
export const ReportPage = (props: Props) => {
	const { data: status, error, refetch } = useStatus();
	const filter = useFilter();
	usePinnedPeriod(filter);
	/** The title stands at once; filters and panels follow in pieces, between which a key or a click goes first. */
	const follows = useDeferredValue(true, false);
	if (follows && status && filter) return <WithEvents {...props} status={status} filter={filter} />;
	return (
		<Page>
			<ViewTitle />
			{error && <ErrorPanel what="The state of the store was not read." error={error} retry={() => void refetch()} />}
			{status?.first_ts === null && <NoEvents />}
			{!error && status?.first_ts !== null && !(status && filter) && <WaitingPanel shape="table" rows={8} />}
		</Page>
	);
};

const NoEvents = () => {
	const { question, icon } = useView();
	return (
		<Empty title="No events yet" icon={icon} action={<Link to="/import">Import a file</Link>}>
			{`This view will answer: ${question} Bring in a file, or connect your shop in `}
			<Link to="/tracking">Tracking</Link>.
		</Empty>
	);
};

const WithEvents = ({
	by = "offered",
	comparing = true,
	filters,
	children,
	status,
	filter,
}: Props & { status: Status; filter: Filter }) => {
	const [search] = useSearchState(reportSearch);
	/** What was there when the view was opened; what comes later is offered, not pushed. */
	const [version, setVersion] = useState(status.events);
	const { printing, print } = usePrinting();
	useFilterCommands(filter, print);
	const broken = by === "none" ? undefined : search.by;
	const minute = Math.floor(status.now / 60_000) * 60_000;
	const { tell, asked, all, shown } = useCurrencies(filter);
	const frame = useMemo(
		(): ReportFrame => ({ filter, now: minute, version, by: broken, currency: asked, tell, printing }),
		[filter, minute, version, broken, asked, tell, printing],
	);
	return (
		<Page>
			<ViewTitle>
				<Button variant="default" leftSection={<IconPrinter size={15} stroke={1.6} aria-hidden />} onClick={print} loading={printing}>
					Print
				</Button>
			</ViewTitle>
			<FiltersBar filter={filter} currencies={all} currency={shown} comparing={comparing} hidden={<HiddenNoise frame={frame} />}>
				{by !== "none" && <ByPick />}
				{filters?.(frame)}
			</FiltersBar>
			<Arrived added={status.events - version} onRead={() => setVersion(status.events)} />
			<div className={classes.panels}>{children(frame)}</div>
		</Page>
	);
};

const Arrived = ({ added, onRead }: { added: number; onRead: () => void }) => {
	if (added <= 0) return null;
	return (
		<Note
			action={
				<Button variant="default" size="compact-sm" onClick={onRead}>
					Read again
				</Button>
			}
		>
			{format.count(added)} {added === 1 ? "event has" : "events have"} arrived since these numbers were read.
		</Note>
	);
};
