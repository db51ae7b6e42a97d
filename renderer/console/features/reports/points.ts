import { wallTime } from "../../app/zone.js";
import type { ChartPoint } from "../../ui/chart-points.js";
import { format, formatUnit, type Unit } from "../../ui/format.js";
import type { SeriesPoint } from "../../ui/series.js";
import type { ReportFrame } from "./ask.js";
import { bucketOf, endOf, isOpenBucket, longText, newestOf, shortText, wallOf } from "./buckets.js";
import type { ReportData, ReportRow } from "./report-data.js";

interface Wanted {
	/** The column that holds the bucket's local start. */
	readonly key: string;
	readonly measure: string;
}

const beforeOf = (data: ReportData, row: ReportRow, { key, measure }: Wanted, frame: ReportFrame) => {
	if (!data.compared) return {};
	const place = data.report.columns.findIndex(({ name }) => name === key);
	const label = row.before?.[place];
	const title = typeof label === "string" ? longText(wallOf(label), bucketOf(label, frame.filter)) : null;
	return { before: row.before ? (data.before(row, measure) ?? null) : null, beforeTitle: title };
};

/** What is told of a bucket that the newest event lies in. */
const openNote = (through: number, tz: string): string => `not complete: data up to ${format.dateTime(through, tz)}`;

/** One point a bucket, in time: one that has not begun is a gap, one that the newest event lies in is open. */
export const bucketPoints = (data: ReportData, frame: ReportFrame, wanted: Wanted): readonly ChartPoint[] => {
	const { tz } = frame.filter;
	const { data_through: through } = data.report;
	const now = wallTime(frame.now, tz);
	const newest = newestOf({ through, tz });
	return data.rows
		.map((row) => ({ row, label: data.text(row, wanted.key) ?? "" }))
		.sort((a, b) => (a.label < b.label ? -1 : 1))
		.map(({ row, label }) => {
			const start = wallOf(label);
			const bucket = bucketOf(label, frame.filter);
			const open = isOpenBucket(start, endOf(start, bucket), newest);
			return {
				id: label,
				label: shortText(start, bucket),
				title: longText(start, bucket),
				value: start > now ? null : data.number(row, wanted.measure),
				...beforeOf(data, row, wanted, frame),
				open,
				...(open && through !== null ? { note: openNote(through, tz) } : {}),
			};
		});
};

/** One point a bucket of the points of several measures, which are of the same buckets. */
export const beside = (all: readonly (readonly ChartPoint[])[]): readonly SeriesPoint[] =>
	(all[0] ?? []).map(({ value: _, before, ...bucket }, at) => {
		const own = all.map((points) => points[at]);
		return {
			...bucket,
			values: own.map((point) => point?.value ?? null),
			...(before === undefined ? {} : { before: own.map((point) => point?.before ?? null) }),
		};
	});

/** Names a chart for who cannot see it, with its highest point. */
export const sentenceOf = (name: string, points: readonly ChartPoint[], { unit, label }: { unit: Unit; label: string }): string => {
	const known = points.filter((point) => typeof point.value === "number" && !point.open);
	const peak = known.reduce<ChartPoint | null>((best, point) => (best && (best.value ?? 0) >= (point.value ?? 0) ? best : point), null);
	return peak ? `${name}, ${label}: highest ${formatUnit(peak.value, unit)} on ${peak.title}.` : `${name}, ${label}: no data.`;
};

/** Names the compared period where there is something in it. */
export const comparedName = ({ filter }: ReportFrame, data: ReportData): string | null =>
	data.compared ? (filter.compared?.label ?? null) : null;

/** The two lines of a chart over time. */
export const legendOf = (frame: ReportFrame, data: ReportData): readonly [string, string | null] => [
	frame.filter.label,
	comparedName(frame, data),
];
