import { AppError } from "../contract/errors.js";
import type { ImportField, Mapping } from "../contract/transfer.js";

/** Where in a row the cells of each field stand. */
export interface Plan {
	readonly columns: readonly string[];
	/** Index of the column of a field that is mapped. */
	readonly at: Readonly<Partial<Record<ImportField, number>>>;
	/** Columns kept under their own names. */
	readonly kept: readonly { readonly name: string; readonly at: number }[];
	readonly mapping: Mapping;
}

/** Fits a mapping to a file's columns; those it does not name are kept as properties. Throws AppError `invalid`. */
export const planOf = (mapping: Mapping, columns: readonly string[]): Plan => {
	const unknown = mapping.columns.find(({ column }) => !columns.includes(column));
	if (unknown)
		throw new AppError("invalid", `The file has no column "${unknown.column}". Its columns are ${columns.slice(0, 20).join(", ")}.`);
	const fields = new Map<string, ImportField>(mapping.columns.map(({ column, field }) => [column, field]));
	const at: Partial<Record<ImportField, number>> = {};
	const kept: { name: string; at: number }[] = [];
	for (const [index, name] of columns.entries()) {
		const field = fields.get(name) ?? "property";
		if (field === "skip") continue;
		if (field === "property") kept.push({ name, at: index });
		else if (at[field] !== undefined) throw twice(columns[at[field]] ?? "", name, field);
		else at[field] = index;
	}
	if (at.timestamp === undefined) throw new AppError("invalid", "No column is the time. Choose the one that holds it (timestamp).");
	return { columns, at, kept, mapping };
};

const twice = (first: string, second: string, field: ImportField): AppError =>
	new AppError("invalid", `The columns "${first}" and "${second}" both mean ${field}. Choose another meaning for one of them.`);

/** What of a mapping decides which event a row is: two imports of one file must agree on it, or its events would count twice. */
export const identityOf = (mapping: Mapping): string => {
	const columnOf = (field: ImportField): string | null => mapping.columns.find((entry) => entry.field === field)?.column ?? null;
	return JSON.stringify([mapping.source, columnOf("event_id"), columnOf("source")]);
};

/** The column of a field, as problems name it; empty where none is mapped. */
export const columnOf = ({ at, columns }: Plan, field: ImportField): { column?: string } => {
	const column = columns[at[field] ?? -1];
	return column === undefined ? {} : { column };
};
