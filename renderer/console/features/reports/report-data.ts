import type { Report, ReportCell, ReportColumn } from "../../../../backend/contract/reports.js";

/** A row of a report, beside the same of the compared period where there is one. */
export interface ReportRow {
	readonly cells: readonly ReportCell[];
	readonly before: readonly ReportCell[] | null;
}

/** Reads a report's rows by the names of their columns. An unknown name gives null: reports differ in what they can tell. */
export interface ReportData {
	readonly report: Report;
	readonly rows: readonly ReportRow[];
	readonly has: (name: string) => boolean;
	readonly number: (row: ReportRow, name: string) => number | null;
	readonly text: (row: ReportRow, name: string) => string | null;
	/** No row, or rows of nothing but zeros, as of days without an order, and nothing in the compared period. */
	readonly nothing: boolean;
	/** False where the compared period holds nothing: then there is nothing to compare with. */
	readonly compared: boolean;
	/** Of the compared period; undefined where nothing is compared. */
	readonly before: (row: ReportRow, name: string) => number | null | undefined;
	/** Over all pages. */
	readonly sum: (name: string) => number | null;
	readonly sumBefore: (name: string) => number | null | undefined;
}

const numberOf = (cell: ReportCell | undefined): number | null => (typeof cell === "number" ? cell : null);

/** A count that the compared period has no row for is a counted zero there; a ratio or a mean of nothing is unknown. */
const absent = (column: ReportColumn | undefined): number | null => (column?.unit === "count" || column?.unit === "money" ? 0 : null);

const isNothing = (cell: ReportCell): boolean => cell === null || cell === 0;

/** Every measure of these rows and sums is zero or unknown. */
const holdsNothing = ({ columns }: Report, { rows, sums }: NonNullable<Report["before"]>): boolean =>
	sums.every((sum) => sum === null || sum === 0) &&
	rows.every((row) => row === null || row.every((cell, place) => columns[place]?.role === "key" || isNothing(cell)));

export const dataOf = (report: Report): ReportData => {
	const places = new Map(report.columns.map((column, place) => [column.name, place]));
	const cell = (cells: readonly ReportCell[], name: string): ReportCell | undefined => cells[places.get(name) ?? -1];
	const columnOf = (name: string): ReportColumn | undefined => report.columns[places.get(name) ?? -1];
	const before = report.before && !holdsNothing(report, report.before) ? report.before : null;
	return {
		report,
		rows: report.rows.map((cells, index) => ({ cells, before: before?.rows[index] ?? null })),
		nothing: before === null && holdsNothing(report, report),
		compared: before !== null,
		has: (name) => places.has(name),
		number: (row, name) => numberOf(cell(row.cells, name)),
		text: (row, name) => {
			const value = cell(row.cells, name);
			return value === null || value === undefined ? null : String(value);
		},
		before: (row, name) => {
			if (!before) return undefined;
			return row.before ? numberOf(cell(row.before, name)) : absent(columnOf(name));
		},
		sum: (name) => numberOf(cell(report.sums, name)),
		sumBefore: (name) => (before ? numberOf(cell(before.sums, name)) : undefined),
	};
};

/** Keys together tell a row from the others. */
export const rowKeyOf =
	({ columns }: Report) =>
	(row: ReportRow): string =>
		JSON.stringify(row.cells.filter((_, place) => columns[place]?.role === "key"));
