import { Popover, Switch } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { Toolbar } from "../ui/kit.js";
import { Pick } from "../ui/pick.js";
import { CompareField } from "./compare-field.js";
import classes from "./filters-bar.module.css";
import { PeriodField } from "./period-field.js";
import type { Filter } from "./use-filter.js";
import { useNarrow } from "./use-narrow.js";
import { zoneOption, zoneOptions } from "./zones.js";

interface Props {
	readonly filter: Filter;
	/** Currencies to choose from; none hides the choice. */
	readonly currencies: readonly string[];
	readonly currency: string | null;
	/** What the noise filter hides, or would hide; opens the reasons. */
	readonly hidden?: ReactNode;
	/** False where nothing is held against another period. */
	readonly comparing?: boolean;
	/** What this view alone is asked with. */
	readonly children?: ReactNode;
}

const Zone = ({ filter }: { filter: Filter }) => {
	const [opened, setOpened] = useState(false);
	const { tz, instants } = filter;
	const options = useMemo(() => (opened ? zoneOptions(tz, instants.to) : [zoneOption(tz)]), [opened, tz, instants.to]);
	return (
		<Pick
			label="Time zone"
			value={tz}
			options={options}
			onOpen={() => setOpened(true)}
			onPick={(picked) => filter.set({ tz: picked })}
			searchable
			width={300}
		/>
	);
};

const Currency = ({ filter, currencies, currency }: ChoiceProps) => (
	<Pick
		label="Currency"
		value={currency ?? "none"}
		options={currencies.map((code) => ({ value: code, label: code === "none" ? "none given" : code }))}
		onPick={(code) => filter.set({ currency: code })}
	/>
);
type ChoiceProps = Omit<Props, "hidden" | "comparing" | "children">;

const More = ({ count, children }: { count: number; children: ReactNode }) => {
	const [open, setOpen] = useState(false);
	return (
		<Popover opened={open} onChange={setOpen} position="bottom-start" offset={4} trapFocus returnFocus withRoles>
			<Popover.Target>
				<button type="button" className={classes.more} onClick={() => setOpen(!open)}>
					<IconAdjustmentsHorizontal size={15} stroke={1.5} aria-hidden />
					{count} more
				</button>
			</Popover.Target>
			<Popover.Dropdown aria-label="More filters">
				<div className={classes.stack}>{children}</div>
			</Popover.Dropdown>
		</Popover>
	);
};

/** Period, comparison, time zone, currency and noise: each change is in the address and reads at once. */
export const FiltersBar = ({ filter, currencies, currency, hidden, comparing = true, children }: Props) => {
	const narrow = useNarrow();
	const rest = (
		<>
			<Zone filter={filter} />
			{currencies.length > 0 && <Currency filter={filter} currencies={currencies} currency={currency} />}
		</>
	);
	return (
		<Toolbar label="Filters">
			<PeriodField filter={filter} />
			{comparing && <CompareField filter={filter} />}
			{children}
			{narrow ? <More count={currencies.length > 0 ? 2 : 1}>{rest}</More> : rest}
			<Switch
				size="xs"
				className={classes.noise}
				label="Hide noise"
				checked={filter.noise === "hide"}
				onChange={(event) => filter.set({ noise: event.currentTarget.checked ? undefined : "show" })}
			/>
			{hidden}
		</Toolbar>
	);
};
