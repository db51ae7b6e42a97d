import { Popover } from "@mantine/core";
import { IconCalendarEvent, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import classes from "./filters-bar.module.css";
import { daysIn } from "./period.js";
import type { Filter } from "./use-filter.js";

const RangePicker = lazy(() => import("./date-picker.js").then((module) => ({ default: module.RangePicker })));

/** Previous and next period around the button that opens the picker. */
export const PeriodField = ({ filter }: { filter: Filter }) => {
	const [open, setOpen] = useState(false);
	const days = daysIn(filter.range);
	const atEnd = filter.range.to >= filter.known.today;
	return (
		<fieldset className={classes.period} aria-label="Period">
			<button type="button" className={classes.step} aria-label="Previous period" onClick={() => filter.move(-1)}>
				<IconChevronLeft size={14} stroke={1.8} aria-hidden />
			</button>
			<Popover opened={open} onChange={setOpen} position="bottom-start" offset={4} trapFocus returnFocus withRoles>
				<Popover.Target>
					<button
						type="button"
						className={classes.range}
						onClick={() => setOpen(!open)}
						aria-label={`Period: ${filter.label}, ${days} days`}
					>
						<IconCalendarEvent size={15} stroke={1.5} aria-hidden />
						<b className="num">{filter.label}</b>
						<span>
							{days} {days === 1 ? "day" : "days"}
						</span>
					</button>
				</Popover.Target>
				<Popover.Dropdown p={0} aria-label="Choose a period">
					<Suspense fallback={<div style={{ width: 620, height: 330 }} />}>
						<RangePicker
							range={filter.range}
							presets={filter.presets}
							known={filter.known}
							onUse={(range) => {
								setOpen(false);
								filter.set(range);
							}}
						/>
					</Suspense>
				</Popover.Dropdown>
			</Popover>
			<button type="button" className={classes.step} aria-label="Next period" disabled={atEnd} onClick={() => filter.move(1)}>
				<IconChevronRight size={14} stroke={1.8} aria-hidden />
			</button>
		</fieldset>
	);
};
