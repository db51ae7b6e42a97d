import type { Better } from "./change.js";
import { scaleOf } from "./chart-points.js";
import type { Unit } from "./format.js";

export interface SeriesPoint {
	readonly id: string;
	/** On the axis. */
	readonly label: string;
	/** In the tooltip: full weekday and year. */
	readonly title: string;
	/** One a series; null is a gap. */
	readonly values: readonly (number | null)[];
	/** The same of the compared period, where there is one: thin and dotted. */
	readonly before?: readonly (number | null)[];
	readonly beforeTitle?: string | null;
	/** Not complete: a dot of its own, never drawn as a fall. */
	readonly open?: boolean;
	readonly note?: string;
}

export interface OneSeries {
	readonly id: string;
	readonly name: string;
	readonly place?: number;
}

export interface SeriesProps {
	readonly points: readonly SeriesPoint[];
	/** At most six, in the order of the palette unless they have places of their own in it, from 0. */
	readonly series: readonly OneSeries[];
	readonly unit: Unit;
	/** Of a change beside the compared period; grey when missing. */
	readonly better?: Better | undefined;
	/** Names the compared period. */
	readonly compared?: string | null | undefined;
	/** Names the chart for who cannot see it, with the main number. */
	readonly sentence: string;
	/** The line that is pointed at. */
	readonly marked?: number | null;
	readonly onMark?: (index: number | null) => void;
}

/** None of these is dotted: that is how the compared period is drawn. */
const dashes = [null, "7 3", "9 3 2 3", "3 3", "6 2 2 2 2 2", "5 6"] as const;

/** The compared period of a series, in the colour that it has. */
export const comparedStroke = { strokeWidth: 1.5, strokeDasharray: "1.5 3" } as const;

/** Up to so many are named in a legend; more are named at their lines. */
export const inLegend = 3;

/** Whether a line's compared period is drawn: of many lines, that of the one that is pointed at alone, since twelve lines tell nothing. */
export const isCompared = ({ series, marked = null }: Pick<SeriesProps, "series" | "marked">, index: number): boolean =>
	series.length <= inLegend || marked === index;

/** How a line is drawn: its colour, and its dash. */
export const strokeOf = ({ place }: OneSeries, index: number): { readonly stroke: string; readonly strokeDasharray?: string } => ({
	stroke: `var(--series-${(place ?? index) + 1})`,
	...dashOf(place ?? index),
});

/** Told apart without colour too; the first is whole. */
const dashOf = (index: number): { readonly strokeDasharray?: string } => {
	const dash = dashes[index % dashes.length];
	return dash ? { strokeDasharray: dash } : {};
};

/** The gridlines of all series together, from zero. */
export const seriesScale = (points: readonly SeriesPoint[], unit: Unit): readonly number[] =>
	scaleOf(Math.max(0, ...points.flatMap(({ values, before = [] }) => [...values, ...before].map((value) => value ?? 0))), unit === "count");
