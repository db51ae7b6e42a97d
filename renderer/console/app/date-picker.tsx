import { Button, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { Kbd } from "../ui/kit.js";
import classes from "./date-picker.module.css";
import { addDays, addMonths, daysIn, isDay, type Known, ordered, type Preset, type Range } from "./period.js";

interface Props {
	readonly range: Range;
	readonly presets: readonly Preset[];
	readonly known: Known;
	readonly onUse: (range: Range) => void;
}

/** Weeks begin on Monday unless the locale says Sunday. */
const firstDay = (): 0 | 1 => {
	const locale = new Intl.Locale(navigator.language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
	return locale.getWeekInfo?.().firstDay === 7 ? 0 : 1;
};

const same = (a: Range, b: Range): boolean => a.from === b.from && a.to === b.to;

const words = (range: Range, { today }: Known): string => {
	const days = daysIn(range);
	const count = `${days} ${days === 1 ? "day" : "days"}`;
	if (range.to >= today) return `${count}, today still open`;
	return range.to === addDays(today, -1) ? `${count}, today left out` : count;
};

/** Presets with their letters, two months, typed dates, and how many days that is. */
export const RangePicker = ({ range, presets, known, onUse }: Props) => {
	const [draft, setDraft] = useState<readonly [string | null, string | null]>([range.from, range.to]);
	const [from, to] = draft;
	const chosen = from && to && isDay(from) && isDay(to) ? ordered(from, to) : null;
	return (
		<div className={classes.picker}>
			{presets.length > 0 && (
				<ul className={classes.presets}>
					{presets.map((preset) => (
						<li key={preset.id}>
							<button type="button" data-on={same(preset.range, range) || undefined} onClick={() => onUse(preset.range)}>
								{preset.title}
								{same(preset.range, range) && <IconCheck size={14} stroke={1.8} aria-label="chosen" />}
								<Kbd>{preset.letter}</Kbd>
							</button>
						</li>
					))}
				</ul>
			)}
			<div className={classes.months}>
				<DatePicker
					type="range"
					numberOfColumns={2}
					firstDayOfWeek={firstDay()}
					weekendDays={[]}
					allowSingleDateInRange
					value={[from, to]}
					onChange={([start, end]) => setDraft([start, end])}
					defaultDate={addMonths(range.to, -1).slice(0, 8).concat("01")}
					columnsToScroll={1}
					size="xs"
					hideOutsideDates
					ariaLabels={{ nextMonth: "Next month", previousMonth: "Previous month" }}
				/>
				<div className={classes.typed}>
					<TextInput
						type="date"
						aria-label="First day"
						value={from ?? ""}
						onChange={(event) => setDraft([event.currentTarget.value, to])}
					/>
					<span>to</span>
					<TextInput type="date" aria-label="Last day" value={to ?? ""} onChange={(event) => setDraft([from, event.currentTarget.value])} />
					<span className={classes.words}>{chosen ? words(chosen, known) : "Choose two days"}</span>
					<Button disabled={!chosen} onClick={() => chosen && onUse(chosen)}>
						Use
					</Button>
				</div>
			</div>
		</div>
	);
};
