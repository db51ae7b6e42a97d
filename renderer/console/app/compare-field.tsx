import { Popover } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { format } from "../ui/format.js";
import { Pick, type PickOption } from "../ui/pick.js";
import { comparisonOf, daysIn, type Range } from "./period.js";
import { type Filter, rangeLabel } from "./use-filter.js";

const RangePicker = lazy(() => import("./date-picker.js").then((module) => ({ default: module.RangePicker })));

const ownDays = "custom";

const chosenDays = ({ comparing }: Filter): Range | null => (typeof comparing === "string" ? null : comparing);

const optionsOf = (filter: Filter): readonly PickOption[] => {
	const days = daysIn(filter.range);
	const own = chosenDays(filter);
	return [
		{ value: "previous", label: days === 1 ? "previous day" : `previous ${format.count(days)} days` },
		{ value: "year", label: "year before" },
		{ value: ownDays, label: own ? rangeLabel(own) : "other days …" },
		{ value: "none", label: "nothing" },
	];
};

const plain = { compare: undefined, compare_from: undefined, compare_to: undefined } as const;

/** What the period is held against: the one before, a year ago, days of one's own choice, or nothing. */
export const CompareField = ({ filter }: { filter: Filter }) => {
	const [open, setOpen] = useState(false);
	const own = chosenDays(filter);
	const pick = (value: string): void => {
		if (value === ownDays) setOpen(true);
		else filter.set({ ...plain, ...(value === "year" || value === "none" ? { compare: value } : {}) });
	};
	const use = (range: Range): void => {
		setOpen(false);
		filter.set({ compare: "custom", compare_from: range.from, compare_to: range.to });
	};
	return (
		<Popover opened={open} onChange={setOpen} position="bottom-start" offset={4} trapFocus returnFocus withRoles={false}>
			<Popover.Target>
				<div>
					<Pick
						label="Against"
						value={typeof filter.comparing === "string" ? filter.comparing : ownDays}
						options={optionsOf(filter)}
						onPick={pick}
						repick
					/>
				</div>
			</Popover.Target>
			<Popover.Dropdown p={0} role="dialog" aria-label="Choose days to compare with">
				<Suspense fallback={<div style={{ width: 440, height: 330 }} />}>
					<RangePicker
						range={own ?? comparisonOf(filter.range, "previous") ?? filter.range}
						presets={[]}
						known={filter.known}
						onUse={use}
					/>
				</Suspense>
			</Popover.Dropdown>
		</Popover>
	);
};
