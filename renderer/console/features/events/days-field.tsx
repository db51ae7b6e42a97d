import { Popover } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { rangeLabel, useFilter } from "../../app/use-filter.js";
import classes from "./events.module.css";
import type { EventsAddress } from "./use-events.js";

const RangePicker = lazy(() => import("../../app/date-picker.js").then((module) => ({ default: module.RangePicker })));

const labelOf = ({ from, to }: EventsAddress["days"]): string => {
	if (from && to) return rangeLabel(from <= to ? { from, to } : { from: to, to: from });
	if (from) return `from ${rangeLabel({ from, to: from })}`;
	return to ? `until ${rangeLabel({ from: to, to })}` : "any day";
};

/** Unlike Overview this view shows all days unless some are chosen. */
export const DaysField = ({ address: { days, setDays } }: { address: EventsAddress }) => {
	const [open, setOpen] = useState(false);
	const filter = useFilter();
	const use = (chosen: { from: string | undefined; to: string | undefined }): void => {
		setOpen(false);
		setDays(chosen);
	};
	return (
		<Popover opened={open} onChange={setOpen} position="bottom-start" offset={4} trapFocus returnFocus withRoles>
			<Popover.Target>
				<button type="button" className={classes.days} onClick={() => setOpen(!open)} disabled={filter === null}>
					<IconCalendarEvent size={15} stroke={1.5} aria-hidden />
					<span>Days</span>
					<b className="num">{labelOf(days)}</b>
				</button>
			</Popover.Target>
			<Popover.Dropdown p={0} aria-label="Choose days">
				{filter && (
					<Suspense fallback={<div className={classes.picker} />}>
						<RangePicker range={filter.range} presets={filter.presets} known={filter.known} onUse={use} />
						<button type="button" className={classes.anyDay} onClick={() => use({ from: undefined, to: undefined })}>
							Any day
						</button>
					</Suspense>
				)}
			</Popover.Dropdown>
		</Popover>
	);
};
