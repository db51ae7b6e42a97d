import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { Better } from "../../ui/change.js";
import type { ChartPoint } from "../../ui/chart-points.js";
import { type Format, format, type Unit } from "../../ui/format.js";

export type Trend = DetailedMetrics["trend"];
type Point = Trend["points"][number];
type Bucket = Trend["bucket"];

export const measures = ["sessions", "revenue", "conversion", "visitors", "events"] as const;
export type Measure = (typeof measures)[number];

interface MeasureSpec {
	readonly title: string;
	readonly unit: Unit;
	readonly better: Better;
	readonly read: (point: Point, currency: string | null) => number | null;
}

export const measureSpecs: Readonly<Record<Measure, MeasureSpec>> = {
	sessions: { title: "Sessions", unit: "count", better: "up", read: (point) => point.sessions },
	revenue: { title: "Revenue", unit: "money", better: "up", read: (point, currency) => point.revenue[currency ?? ""] ?? 0 },
	conversion: {
		title: "Conversion",
		unit: "ratio",
		better: "up",
		read: (point) => (point.sessions > 0 ? point.sessions_with_order / point.sessions : null),
	},
	visitors: { title: "Visitors", unit: "count", better: "up", read: (point) => point.visitors },
	events: { title: "Events", unit: "count", better: "none", read: (point) => point.events },
};

const hour = 3_600_000;

const labelOf = (start: number, bucket: Bucket, tz: string, use: Format): string => {
	if (bucket === "hour") return use.time(start, tz);
	return bucket === "month" ? use.monthYear(start, tz) : use.dayMonth(start, tz);
};

const titleOf = (start: number, bucket: Bucket, tz: string, use: Format): string => {
	switch (bucket) {
		case "hour":
			return `${use.fullDate(start, tz)}, ${use.time(start, tz)}`;
		case "day":
			return use.fullDate(start, tz);
		case "week":
			return `Week of ${use.date(start, tz)}`;
		case "month":
			return use.monthYear(start, tz);
	}
};

const noteOf = (point: Point, bucket: Bucket): { note?: string } => {
	if (bucket !== "day" || point.hours === 24) return {};
	return { note: point.hours > 24 ? `${point.hours} hours: the clocks went back` : `${point.hours} hours: the clocks went forward` };
};

export interface TrendInput {
	readonly trend: Trend;
	/** Of the compared period; its first bucket stands beside the first, and so on. */
	readonly before: Trend | null;
	readonly measure: Measure;
	readonly currency: string | null;
	readonly tz: string;
	readonly now: number;
	/** The newest event's time, epoch ms: more may come in its bucket. */
	readonly through: number;
}

/** Not complete, as in the reports: the newest event lies in it and does not end it; or it still runs. */
const isOpen = ({ start, hours }: Point, { now, through }: Pick<TrendInput, "now" | "through">): boolean => {
	const end = start + hours * hour;
	return (start <= now && end > now) || (start <= through && through < end - 1);
};

const openNote = (
	{ now, through, tz }: Pick<TrendInput, "now" | "through" | "tz">,
	{ start, hours }: Point,
	use: Format,
): { note?: string } =>
	start <= now && start + hours * hour > now ? {} : { note: `not complete: data up to ${use.dateTime(through, tz)}` };

/** What has not begun is a gap, what is not complete is marked open. */
export const trendPoints = (input: TrendInput, use: Format = format): ChartPoint[] => {
	const { trend, before, measure, currency, tz, now } = input;
	const { read } = measureSpecs[measure];
	const { bucket } = trend;
	const others = before?.bucket === bucket ? before.points : [];
	return trend.points.map((point, index) => {
		const other = others[index];
		return {
			id: point.label,
			label: labelOf(point.start, bucket, tz, use),
			title: titleOf(point.start, bucket, tz, use),
			value: point.start > now ? null : read(point, currency),
			...(before
				? { before: other ? read(other, currency) : null, beforeTitle: other ? titleOf(other.start, bucket, tz, use) : null }
				: {}),
			open: isOpen(point, input),
			...(isOpen(point, input) ? openNote(input, point, use) : {}),
			...noteOf(point, bucket),
		};
	});
};

export const bucketTitles: Readonly<Record<Bucket, string>> = { hour: "Per hour", day: "Per day", week: "Per week", month: "Per month" };
