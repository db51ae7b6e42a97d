import { Button } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { IconFilterOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useStatus } from "../../app/queries.js";
import { DataTable } from "../../ui/data-table.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { eventColumns } from "./event-columns.js";
import { EventDrawer } from "./event-drawer.js";
import { countLine } from "./event-text.js";
import classes from "./events.module.css";
import type { EventsAddress } from "./filters-bar.js";
import { limitsSet, noLimits } from "./search.js";
import { useEventCount, useEventPages } from "./use-events.js";

/** Height of all that stands above and below the table. */
const around = 268;

export const ReceivedPanel = ({ address }: { address: EventsAddress }) => {
	const { filter, search, set, tz } = address;
	const pages = useEventPages(filter);
	const total = useEventCount(filter).data;
	const { height } = useViewportSize();
	const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
	const columns = useMemo(() => eventColumns(tz), [tz]);
	const open = rows.find((row) => row.seq === search.event) ?? null;
	return (
		<Panel
			title="Events"
			scope={pages.data ? `${countLine(rows.length, total)} · times in ${tz}` : `times in ${tz}`}
			csv={rows.length > 0 ? { columns, rows, file: ["events", "shown"] } : undefined}
		>
			{pages.error && <ErrorPanel what="The events were not read." error={pages.error} retry={() => void pages.refetch()} />}
			{pages.isPending && <Skeleton shape="table" rows={12} />}
			{pages.data && rows.length === 0 && <NoEvents address={address} />}
			{rows.length > 0 && (
				<>
					<DataTable
						label="Events"
						columns={columns}
						rows={rows}
						rowKey={(row) => String(row.seq)}
						selected={open ? String(open.seq) : null}
						onOpen={(row) => set({ event: row.seq })}
						maxHeight={Math.max(280, height - around)}
					/>
					<div className={classes.more}>
						{pages.hasNextPage ? (
							<Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
								Load older events
							</Button>
						) : (
							<span>That is all that matches.</span>
						)}
					</div>
				</>
			)}
			<EventDrawer event={open} missing={search.event !== undefined && !open && pages.data !== undefined} rows={rows} address={address} />
		</Panel>
	);
};

const NoEvents = ({ address }: { address: EventsAddress }) => {
	const events = useStatus().data?.events;
	const limits = limitsSet(address.search, address.period);
	if (events !== 0 && limits > 0)
		return (
			<Empty
				title="No event matches"
				icon={IconFilterOff}
				action={
					<Button variant="default" onClick={() => address.set({ ...noLimits, from: undefined, to: undefined } as never)}>
						{limits === 1 ? "Clear the filter" : `Clear ${limits} filters`}
					</Button>
				}
			>
				{limits === 1
					? "One filter is set, and nothing that was received passes it."
					: `${limits} filters are set, and nothing that was received passes them all.`}
			</Empty>
		);
	return (
		<Empty title="No events yet" action={<Link to="/import">Import a file</Link>}>
			Every event that is received or imported is listed here as it came, newest first. Bring in a file, or connect your shop in{" "}
			<Link to="/tracking">Tracking</Link>.
		</Empty>
	);
};
