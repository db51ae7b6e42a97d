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
}

/** What has not begun is a gap, what still runs is marked open. */
export const trendPoints = ({ trend, before, measure, currency, tz, now }: TrendInput, use: Format = format): ChartPoint[] => {
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
			open: point.start <= now && point.start + point.hours * hour > now,
			...noteOf(point, bucket),
		};
	});
};

export const bucketTitles: Readonly<Record<Bucket, string>> = { hour: "Per hour", day: "Per day", week: "Per week", month: "Per month" };
