import type { SeriesPoint } from "../../ui/series.js";
import type { ReportFrame } from "./ask.js";
import { bucketPoints } from "./points.js";
import type { ReportData, ReportRow } from "./report-data.js";

/** How many values of a breakdown are told apart in a picture; all others are one more. */
export const mostValues = 5;

export interface Share {
	/** In the palette, from 0. */
	readonly place: number;
	readonly id: string;
	readonly name: string;
	/** Its rows alone. */
	readonly data: ReportData;
}

interface Wanted {
	/** The measure by which the values stand in order. */
	readonly measure: string;
	/** What the rows are broken down by. */
	readonly by: string;
}

/** Grey, the palette's last, is for what is not told apart. */
const othersPlace = 5;

const isNothing = (data: ReportData, row: ReportRow): boolean =>
	data.report.columns.every(({ name, role }) => role === "key" || !data.number(row, name));

/** The values of a breakdown, each with its rows: most of the measure first, rows without a value as they weigh, all others last. */
export const sharesOf = (data: ReportData, { measure, by }: Wanted): readonly Share[] => {
	const rows = new Map<string | null, ReportRow[]>();
	for (const row of data.rows) {
		const value = data.text(row, "by");
		rows.set(value, [...(rows.get(value) ?? []), row]);
	}
	const { others } = data.report;
	const weight = (own: readonly ReportRow[]): number => own.reduce((sum, row) => sum + (data.number(row, measure) ?? 0), 0);
	const isOthers = (value: string | null): boolean => value !== null && value === others;
	return [...rows]
		.filter(([value, own]) => value !== null || !own.every((row) => isNothing(data, row)))
		.sort(([a, left], [b, right]) => Number(isOthers(a)) - Number(isOthers(b)) || weight(right) - weight(left))
		.map(([value, own], index) => ({
			place: isOthers(value) ? othersPlace : index,
			id: value === null ? "none" : `= ${value}`,
			name: value ?? `no ${by}`,
			data: { ...data, rows: own },
		}));
};

interface Split {
	readonly data: ReportData;
	readonly frame: ReportFrame;
	readonly key: string;
	readonly measure: string;
}

/**
 * One point a bucket, with the measure of each share: a bucket that a share has no row for is a zero, one that has not begun a gap. Of
 * the compared period only the rows beside those of now were asked for: a gap where a share has none now.
 */
export const splitPoints = (shares: readonly Share[], split: Split): readonly SeriesPoint[] => {
	const { data, key, measure } = split;
	const label = (row: ReportRow): string => data.text(row, key) ?? "";
	const found = shares.map((share) => new Map(share.data.rows.map((row) => [label(row), row])));
	return bucketPoints({ ...data, rows: firstOf(data, label) }, split.frame, { key, measure }).map(({ value, before, ...bucket }) => {
		const rows = found.map((own) => own.get(bucket.id));
		const values = rows.map((row) => (value === null ? null : row ? data.number(row, measure) : 0));
		if (before === undefined) return { ...bucket, values };
		return { ...bucket, values, before: rows.map((row) => (row && before !== null ? (data.before(row, measure) ?? null) : null)) };
	});
};

/** A row of each bucket: one that stands beside the compared period, where the bucket has one. */
const firstOf = ({ rows }: ReportData, label: (row: ReportRow) => string): readonly ReportRow[] => {
	const first = new Map<string, ReportRow>();
	for (const row of rows) {
		const known = first.get(label(row));
		if (known === undefined || (known.before === null && row.before !== null)) first.set(label(row), row);
	}
	return [...first.values()];
};
