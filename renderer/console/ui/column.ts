import type { ReactNode } from "react";
import { format, formatUnit, none, type Unit } from "./format.js";

export type Cell = string | number | null;

/** A column of a table, of its CSV, and of a chart's table twin. */
export interface Column<Row> {
	readonly id: string;
	/** Carries the unit where the cells do not. */
	readonly header: string;
	/** What is sorted by and what CSV holds: raw numbers, ratios 0–1, epoch milliseconds. */
	readonly value: (row: Row) => Cell;
	/** What is shown, when not the value in its unit. */
	readonly show?: (row: Row) => ReactNode;
	/** `text`, the default, is left aligned; all others right. */
	readonly unit?: Unit;
	/** Currency of money, time zone of times. */
	readonly extra?: string;
	/** Shown in the sums row. */
	readonly sum?: ReactNode;
	/** The only column that truncates; its full text is the tooltip. */
	readonly elastic?: boolean;
	/** Has no order of its own: its header is no button. */
	readonly unsorted?: boolean;
	/** Leaves the table below 1200 px; stays in the CSV. */
	readonly wideOnly?: boolean;
}

export const isNumeric = (column: Pick<Column<never>, "unit">): boolean => column.unit !== undefined && column.unit !== "text";

export const shown = <Row>(column: Column<Row>, row: Row): ReactNode => {
	if (column.show) return column.show(row);
	const value = column.value(row);
	if (value === null) return none;
	return typeof value === "number" ? formatUnit(value, column.unit ?? "count", column.extra ?? null, format) : value;
};
