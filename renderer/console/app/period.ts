import { DateTime } from "luxon";

/** Local days YYYY-MM-DD, both inclusive. */
export interface Range {
	readonly from: string;
	readonly to: string;
}

/** Epoch milliseconds, half-open. */
export interface Instants {
	readonly from: number;
	readonly to: number;
}

const day = (text: string, tz: string): DateTime => DateTime.fromISO(text, { zone: tz });
const iso = (time: DateTime): string => time.toFormat("yyyy-MM-dd");
const utc = (text: string): DateTime => day(text, "UTC");

/** The local day of an instant. */
export const dayOf = (ms: number, tz: string): string => iso(DateTime.fromMillis(ms, { zone: tz }));

/** First instant of the first day to the first instant after the last; days in which the clocks change have 23 or 25 hours. */
export const instantsOf = ({ from, to }: Range, tz: string): Instants => ({
	from: day(from, tz).startOf("day").toMillis(),
	to: day(to, tz).plus({ days: 1 }).startOf("day").toMillis(),
});

export const addDays = (text: string, days: number): string => iso(utc(text).plus({ days }));

export const daysIn = ({ from, to }: Range): number => Math.round(utc(to).diff(utc(from), "days").days) + 1;

/** A day that exists: 2026-02-30 does not. */
export const isDay = (text: string): boolean => utc(text).isValid;

/** Dates in the wrong order are swapped rather than refused. */
export const ordered = (from: string, to: string): Range => (from <= to ? { from, to } : { from: to, to: from });

const isWholeMonths = ({ from, to }: Range): boolean => utc(from).day === 1 && utc(to).plus({ days: 1 }).day === 1;

const monthsIn = ({ from, to }: Range): number => Math.round(utc(to).plus({ days: 1 }).diff(utc(from), "months").months);

/** As many days (or whole calendar months, when it is made of them) earlier or later. */
export const shift = (range: Range, steps: number): Range => {
	if (isWholeMonths(range)) {
		const months = monthsIn(range) * steps;
		return { from: iso(utc(range.from).plus({ months })), to: iso(utc(range.to).plus({ days: 1 }).plus({ months }).minus({ days: 1 })) };
	}
	const days = daysIn(range) * steps;
	return { from: addDays(range.from, days), to: addDays(range.to, days) };
};

export const comparisons = ["previous", "year", "none"] as const;
export type Comparing = (typeof comparisons)[number];

/** The days to compare with; null for none. */
export const comparisonOf = (range: Range, mode: Comparing): Range | null => {
	if (mode === "none") return null;
	if (mode === "previous") return shift(range, -1);
	return { from: iso(utc(range.from).minus({ years: 1 })), to: iso(utc(range.to).minus({ years: 1 })) };
};

/** A period that still runs is compared with the same hours of the other one. */
export const sameHours = (main: Instants, other: Instants, now: number): Instants =>
	now <= main.from || now >= main.to ? other : { from: other.from, to: Math.min(other.to, other.from + (now - main.from)) };

export interface Known {
	/** Local day of now. */
	readonly today: string;
	/** Local days of the oldest and newest event. */
	readonly oldest: string;
	readonly newest: string;
}

export interface Preset {
	readonly id: string;
	readonly letter: string;
	readonly title: string;
	readonly range: Range;
}

const back = (to: string, days: number): Range => ({ from: addDays(to, 1 - days), to });

/** The default: the 28 days that end with the newest event. */
export const defaultRange = ({ newest }: Known): Range => back(newest, 28);

/** Days leave today out while events still come; in a shop of the past they end with its newest event. */
export const presets = ({ today, oldest, newest }: Known): readonly Preset[] => {
	const last = newest < today ? newest : addDays(today, -1);
	const month = utc(newest < today ? newest : today).startOf("month");
	const monthRange = (start: DateTime): Range => ({ from: iso(start), to: iso(start.endOf("month")) });
	const year: Range = { from: iso(utc(last).plus({ days: 1 }).minus({ years: 1 })), to: last };
	return [
		{ id: "today", letter: "T", title: "Today", range: { from: today, to: today } },
		{ id: "yesterday", letter: "Y", title: "Yesterday", range: { from: addDays(today, -1), to: addDays(today, -1) } },
		{ id: "7", letter: "7", title: "7 days", range: back(last, 7) },
		{ id: "28", letter: "8", title: "28 days", range: back(last, 28) },
		{ id: "90", letter: "9", title: "90 days", range: back(last, 90) },
		{ id: "month", letter: "M", title: newest < today ? "Newest month" : "This month", range: monthRange(month) },
		{ id: "before", letter: "L", title: newest < today ? "Month before" : "Last month", range: monthRange(month.minus({ months: 1 })) },
		{ id: "year", letter: "A", title: "12 months", range: year },
		{ id: "all", letter: "E", title: "Everything", range: { from: oldest, to: newest } },
	];
};

/** Days of the range in which the clocks change, with their true hours. */
export const oddDays = (range: Range, tz: string): readonly { readonly day: string; readonly hours: number }[] => {
	const found: { day: string; hours: number }[] = [];
	if (daysIn(range) > 800) return found;
	for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
		const { from, to } = instantsOf({ from: date, to: date }, tz);
		const hours = (to - from) / 3_600_000;
		if (hours !== 24) found.push({ day: date, hours });
	}
	return found;
};
