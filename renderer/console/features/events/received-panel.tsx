import { Button } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { IconFilterOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useStatus } from "../../app/queries.js";
import { DataTable } from "../../ui/data-table.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { ClearButton } from "./clear-button.js";
import { eventColumns } from "./event-columns.js";
import { EventDrawer } from "./event-drawer.js";
import { countLine } from "./event-text.js";
import classes from "./events.module.css";
import { limitsSet } from "./search.js";
import { type EventsAddress, useEventCount, useEventPages } from "./use-events.js";

/** Height of what stands below the table: its button, and the padding of panel and page. */
const below = 84;
const least = 240;

/** The table takes what is left of the window, so that its header and the button below stay in sight. */
const useRest = (again: unknown) => {
	const ref = useRef<HTMLDivElement>(null);
	const { height, width } = useViewportSize();
	const [top, setTop] = useState(262);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what stands above moves with the width and with `again`
	useLayoutEffect(() => {
		const box = ref.current?.getBoundingClientRect();
		const scrolled = document.getElementById("main")?.scrollTop ?? 0;
		if (box) setTop(box.top + scrolled);
	}, [width, again]);
	return { ref, maxHeight: Math.max(least, height - top - below) };
};

export const ReceivedPanel = ({ address }: { address: EventsAddress }) => {
	const { filter, search, set, tz } = address;
	const pages = useEventPages(filter);
	const total = useEventCount(filter).data;
	const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
	const columns = useMemo(() => eventColumns(tz, rows), [tz, rows]);
	const rest = useRest(`${rows.length > 0} ${limitsSet(search, address.period)}`);
	const open = rows.find((row) => row.seq === search.event) ?? null;
	return (
		<Panel
			title="Events"
			scope={pages.data ? `${countLine(rows.length, total)} · times in ${tz}` : `times in ${tz}`}
			controls={<ClearButton address={address} variant="subtle" />}
			csv={rows.length > 0 ? { columns, rows, file: ["events", "shown"] } : undefined}
		>
			{pages.error && <ErrorPanel what="The events were not read." error={pages.error} retry={() => void pages.refetch()} />}
			{pages.isPending && <Skeleton shape="table" rows={12} />}
			{pages.data && rows.length === 0 && <NoEvents address={address} />}
			{rows.length > 0 && (
				<div ref={rest.ref}>
					<DataTable
						label="Events"
						columns={columns}
						rows={rows}
						rowKey={(row) => String(row.seq)}
						selected={open ? String(open.seq) : null}
						onOpen={(row) => set({ event: row.seq })}
						maxHeight={rest.maxHeight}
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
				</div>
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
			<Empty title="No event matches" icon={IconFilterOff} action={<ClearButton address={address} variant="default" />}>
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
