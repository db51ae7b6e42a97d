import { AppError } from "../../contract/errors.js";
import type { ReportColumn } from "../../contract/reports.js";
import type { Column, ReportDefinition, ReportRequest } from "./report.js";

/** A column as it is shown, and as the report's SQL names it. */
export interface ShownColumn extends ReportColumn {
	readonly sql: string;
	/** Names the key before it: shown and searched with the keys, but no part of what makes a row one row. */
	readonly label: boolean;
}

const by: ShownColumn = { name: "by", sql: "by_value", role: "key", unit: "text", better: null, sum: false, label: false };

/** Keys, then the breakdown's where one is asked for, then measures. */
export const shownColumns = ({ columns }: ReportDefinition, brokenDown: boolean): readonly ShownColumn[] => {
	const all = Object.entries(columns).map(([name, column]) => shown(name, column));
	const isKey = ({ role }: ShownColumn) => role === "key";
	return [...all.filter(isKey), ...(brokenDown ? [by] : []), ...all.filter((column) => !isKey(column))];
};

const shown = (name: string, { role, unit, better = null, sum = false, label = false }: Column): ShownColumn => ({
	name,
	sql: name,
	role,
	unit,
	better,
	sum,
	label,
});

/** As the contract tells it. */
export const wireColumn = ({ name, role, unit, better, sum }: ShownColumn): ReportColumn => ({ name, role, unit, better, sum });

/** What makes a row one row: rows of two periods are the same when these are. */
export const identity = (columns: readonly ShownColumn[]): readonly ShownColumn[] =>
	columns.filter(({ role, label }) => role === "key" && !label);

/** The columns by which rows are ordered: the one asked for, then the keys, each once. */
export interface Order {
	readonly first: ShownColumn;
	readonly descending: boolean;
	readonly ties: readonly ShownColumn[];
}

/** Throws `invalid` for a column that the report does not have. */
export const orderOf = (definition: ReportDefinition, columns: readonly ShownColumn[], request: ReportRequest): Order => {
	const { sort = definition.order.column } = request;
	const first = columns.find(({ name }) => name === sort);
	if (!first) {
		const known = columns.map(({ name }) => name).join(", ");
		throw new AppError("invalid", `The report ${definition.name} cannot be sorted by ${sort}. Sort it by one of: ${known}.`, {
			path: "sort",
		});
	}
	const descending = request.sort === undefined ? definition.order.descending : request.descending;
	return { first, descending, ties: identity(columns).filter(({ name }) => name !== first.name) };
};
