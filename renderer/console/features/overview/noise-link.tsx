import { Popover } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Filter } from "../../app/use-filter.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import classes from "./overview.module.css";
import type { Numbers } from "./use-numbers.js";

export interface Reason {
	readonly reason: string;
	readonly count: number;
}

export const reasonColumns: readonly Column<Reason>[] = [
	{ id: "reason", header: "First reason", value: (row) => row.reason, elastic: true },
	{ id: "count", header: "Events", value: (row) => row.count, unit: "count" },
];

export const reasonsOf = (byReason: Readonly<Record<string, number>>): readonly Reason[] =>
	Object.entries(byReason)
		.map(([reason, count]) => ({ reason: reason.startsWith("source:") ? `source ${reason.slice(7)}` : reason, count }))
		.sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));

/** What the noise filter hides in this period; opens the reasons. */
export const NoiseLink = ({ numbers, filter }: { numbers: Numbers; filter: Filter }) => {
	const [open, setOpen] = useState(false);
	const { hidden } = numbers.sections;
	if (!hidden) return null;
	const hides = filter.noise === "hide";
	if (hidden.events === 0) return <span className={classes.noNoise}>no event is noise</span>;
	const words = `${format.count(hidden.events)} ${hidden.events === 1 ? "event" : "events"} ${hides ? "hidden as noise" : "of noise are counted"}`;
	return (
		<Popover opened={open} onChange={setOpen} position="bottom-start" offset={4} trapFocus returnFocus withRoles>
			<Popover.Target>
				<button type="button" className={classes.open} onClick={() => setOpen(!open)}>
					{words}
				</button>
			</Popover.Target>
			<Popover.Dropdown aria-label="Why events are noise">
				<div className={classes.reasons}>
					<DataTable label="Noise by first reason" columns={reasonColumns} rows={reasonsOf(hidden.by_reason)} maxHeight={260} />
					<Link to="/events" search={{ noise: "only", from: filter.range.from, to: filter.range.to, tz: filter.tz } as never}>
						Show these events
					</Link>
					<Link to="/cleanup">Look for more in Clean up</Link>
				</div>
			</Popover.Dropdown>
		</Popover>
	);
};
