import { DateTime } from "luxon";
import type { DetailedMetrics } from "../contract/analysis.js";
import { firstInstant, wallTime } from "./zone.js";

export type Unit = DetailedMetrics["trend"]["bucket"];

export interface Bucket {
	/** Local start: YYYY-MM-DD, or YYYY-MM-DDTHH:MM for hours. Unique: an hour that occurs twice is one bucket of two hours. */
	readonly label: string;
	/** First instant. */
	readonly start: number;
	/** Until the first instant of the next one. */
	readonly hours: number;
}

/** Epoch ms, half-open. */
export interface Extent {
	readonly from: number;
	readonly to: number;
}

export const maxBuckets = 500;

/** The finest unit that gives at most 500 buckets; hours only for two local days or less, months for all that is longer. */
export const unitFor = (extent: Extent, tz: string): Unit => {
	const start = DateTime.fromMillis(extent.from, { zone: tz });
	if (extent.to <= start.plus({ days: 2 }).toMillis()) return "hour";
	return (["day", "week"] as const).find((unit) => countOf(extent, tz, unit) <= maxBuckets) ?? "month";
};

/** How many days, weeks or months the extent touches. */
export const countOf = (extent: Extent, tz: string, unit: "day" | "week" | "month"): number => {
	const first = local(wallTime(tz, extent.from)).startOf(unit);
	const last = local(wallTime(tz, extent.to - 1)).startOf(unit);
	return Math.round(last.diff(first, unit).as(unit)) + 1;
};

/**
 * Every bucket that touches the extent, without gaps. Labels come from plain date arithmetic, so that one the engine found (its
 * time zone data may be of another year than ours) is kept too; local times that never occurred are left out. The newest 500, or `most`.
 */
export const calendar = (unit: Unit, extent: Extent, options: { tz: string; found: ReadonlySet<string>; most?: number }): Bucket[] => {
	const { tz, found, most = maxBuckets } = options;
	const walls = wallStarts(unit, extent, options);
	const starts = walls.map((wall) => firstInstant(tz, wall));
	return walls
		.slice(0, -1)
		.map((wall, at) => ({
			label: labelOf(wall, unit),
			start: starts[at] ?? 0,
			hours: ((starts[at + 1] ?? 0) - (starts[at] ?? 0)) / 3_600_000,
		}))
		.filter(({ hours, label }) => hours > 0 || found.has(label))
		.slice(-most);
};

/** The label as SQL's date_trunc gives it ("2026-10-25 02:00"), in the contract's form. */
export const tidyLabel = (text: string, unit: Unit): string => (unit === "hour" ? text.replace(" ", "T").slice(0, 16) : text.slice(0, 10));

const labelOf = (wall: number, unit: Unit): string => tidyLabel(new Date(wall).toISOString(), unit);

const local = (wall: number): DateTime => DateTime.fromMillis(wall, { zone: "utc" });

/** Local starts, as wall times, of the buckets and of the one after them. */
const wallStarts = (unit: Unit, extent: Extent, options: { tz: string; found: ReadonlySet<string> }): number[] => {
	const known = [...options.found].map((label) => local(Date.parse(label.length === 10 ? label : `${label}Z`)).toMillis());
	const last = Math.max(wallTime(options.tz, extent.to - 1), ...known);
	const list: number[] = [];
	let at = local(Math.min(wallTime(options.tz, extent.from), ...known)).startOf(unit);
	for (; at.toMillis() <= last; at = at.plus({ [unit]: 1 })) list.push(at.toMillis());
	return [...list, at.toMillis()];
};
