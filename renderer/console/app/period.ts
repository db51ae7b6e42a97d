import { startOfDay } from "./zone.js";

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

export { dayOf } from "./zone.js";

/** Calendar arithmetic needs no zone: days are counted as if in UTC. */
const utc = (text: string): Date => new Date(`${text}T00:00:00Z`);
const iso = (date: Date): string => date.toISOString().slice(0, 10);
const dayMs = 86_400_000;

/** First instant of the first day to the first instant after the last; days in which the clocks change have 23 or 25 hours. */
export const instantsOf = ({ from, to }: Range, tz: string): Instants => ({
	from: startOfDay(from, tz),
	to: startOfDay(addDays(to, 1), tz),
});

export const addDays = (text: string, days: number): string => iso(new Date(utc(text).getTime() + days * dayMs));

/** The same day of another month, or its last day where that month is shorter. */
/** The same day of another month, or its last. */
export const addMonths = (text: string, months: number): string => {
	const date = utc(text);
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return iso(new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), last))));
};

export const daysIn = ({ from, to }: Range): number => (utc(to).getTime() - utc(from).getTime()) / dayMs + 1;

/** A day that exists: 2026-02-30 does not. */
export const isDay = (text: string): boolean => {
	const date = utc(text);
	return !Number.isNaN(date.getTime()) && iso(date) === text;
};

/** Dates in the wrong order are swapped rather than refused. */
export const ordered = (from: string, to: string): Range => (from <= to ? { from, to } : { from: to, to: from });

const startsMonth = (text: string): boolean => text.endsWith("-01");

const isWholeMonths = ({ from, to }: Range): boolean => startsMonth(from) && startsMonth(addDays(to, 1));

const monthsIn = ({ from, to }: Range): number => {
	const [first, after] = [utc(from), utc(addDays(to, 1))];
	return (after.getUTCFullYear() - first.getUTCFullYear()) * 12 + after.getUTCMonth() - first.getUTCMonth();
};

/** As many days (or whole calendar months, when it is made of them) earlier or later. */
export const shift = (range: Range, steps: number): Range => {
	if (isWholeMonths(range)) {
		const months = monthsIn(range) * steps;
		return { from: addMonths(range.from, months), to: addDays(addMonths(addDays(range.to, 1), months), -1) };
	}
	const days = daysIn(range) * steps;
	return { from: addDays(range.from, days), to: addDays(range.to, days) };
};

/** What a period is held against: days of one's own choice are the range itself. */
export type Comparing = "previous" | "year" | "none" | Range;

/** The days to compare with; null for none. */
export const comparisonOf = (range: Range, against: Comparing): Range | null => {
	if (against === "none") return null;
	if (against === "previous") return shift(range, -1);
	if (against === "year") return { from: addMonths(range.from, -12), to: addMonths(range.to, -12) };
	return against;
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
	const month = `${(newest < today ? newest : today).slice(0, 7)}-01`;
	const monthRange = (first: string): Range => ({ from: first, to: addDays(addMonths(first, 1), -1) });
	const year: Range = { from: addMonths(addDays(last, 1), -12), to: last };
	return [
		{ id: "today", letter: "T", title: "Today", range: { from: today, to: today } },
		{ id: "yesterday", letter: "Y", title: "Yesterday", range: { from: addDays(today, -1), to: addDays(today, -1) } },
		{ id: "7", letter: "7", title: "7 days", range: back(last, 7) },
		{ id: "28", letter: "8", title: "28 days", range: back(last, 28) },
		{ id: "90", letter: "9", title: "90 days", range: back(last, 90) },
		{ id: "month", letter: "M", title: newest < today ? "Newest month" : "This month", range: monthRange(month) },
		{ id: "before", letter: "L", title: newest < today ? "Month before" : "Last month", range: monthRange(addMonths(month, -1)) },
		{ id: "year", letter: "A", title: "12 months", range: year },
		{ id: "all", letter: "E", title: "Everything", range: { from: oldest, to: newest } },
	];
};

/** Days of the range in which the clocks change, with their true hours. */
export const oddDays = (range: Range, tz: string): readonly { readonly day: string; readonly hours: number }[] => {
	const found: { day: string; hours: number }[] = [];
	if (daysIn(range) > 800) return found;
	let start = startOfDay(range.from, tz);
	for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
		const end = startOfDay(addDays(date, 1), tz);
		const hours = (end - start) / 3_600_000;
		if (hours !== 24) found.push({ day: date, hours });
		start = end;
	}
	return found;
};
