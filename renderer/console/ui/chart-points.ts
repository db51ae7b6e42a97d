import type { Better } from "./change.js";
import { format, type Unit } from "./format.js";

export interface ChartPoint {
	readonly id: string;
	/** On the axis. */
	readonly label: string;
	/** In the tooltip: full weekday and year. */
	readonly title: string;
	/** Null is a gap. */
	readonly value: number | null;
	readonly before?: number | null;
	readonly beforeTitle?: string | null;
	/** The bucket still runs: hatched, never drawn as a fall. */
	readonly open?: boolean;
	/** Such as: 25 hours, the clocks went back. */
	readonly note?: string;
}

export interface ChartProps {
	readonly points: readonly ChartPoint[];
	/** Of the measure, such as Sessions. */
	readonly name: string;
	readonly unit: Unit;
	readonly currency?: string | null;
	readonly better: Better;
	/** Names the chart for who cannot see it, with the main number. */
	readonly sentence: string;
	/** Of the two lines; the second is dashed. */
	readonly legend?: readonly [string, string | null];
}

/** Pixels above the plot, in which the legend stands: no line runs behind it. */
export const legendRoom = 26;

/** At most `most` ticks: evenly spaced from the first. */
export const ticksOf = (points: readonly { readonly id: string }[], most: number): string[] => {
	const step = Math.max(1, Math.ceil(points.length / most));
	return points.filter((_, index) => index % step === 0).map((point) => point.id);
};

/** A round upper end of an axis that begins at zero, and its four or five gridlines. */
export const scaleOf = (highest: number, whole: boolean): readonly number[] => {
	if (highest <= 0) return [0, 1];
	const rough = highest / 4;
	const power = 10 ** Math.floor(Math.log10(rough));
	const nice = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10].map((factor) => factor * power);
	const step =
		nice.find((candidate) => candidate >= rough * 0.999 && (!whole || Number.isInteger(candidate))) ?? Math.max(1, Math.ceil(rough));
	const lines = Math.ceil((highest * 0.999) / step);
	return Array.from({ length: lines + 1 }, (_, index) => Number((index * step).toPrecision(12)));
};

/** An amount beside its gridline: short from 10,000 on, and where it is no count. */
export const axisLabel = (value: number, unit: Unit): string => {
	if (unit === "ratio") return `${format.compact(value * 100)}\u202f%`;
	return value < 10_000 && unit === "count" ? format.count(value) : format.compact(value);
};
