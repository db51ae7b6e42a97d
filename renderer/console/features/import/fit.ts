import type { CheckResult, FileInfo, ImportField, Mapping } from "../../../../backend/contract/transfer.js";
import { fieldLabels, isNumeric, repeatedColumns } from "./fields.js";

export type FitTone = "good" | "quiet" | "warning" | "bad" | "none";

export interface Fit {
	readonly tone: FitTone;
	readonly text: string;
	/** The whole sentence, for the tooltip and for who cannot see the mark. */
	readonly why: string;
}

export interface FitQuestion {
	readonly column: FileInfo["columns"][number];
	readonly mapping: Mapping;
	/** Null before the file has been read to its end. */
	readonly check: CheckResult | null;
}

/** What stands under a column's select: how sure the meaning is, and what to look at. */
export const fitOf = ({ column, mapping, check }: FitQuestion): Fit => {
	const field = mapping.columns.find((entry) => entry.column === column.name)?.field ?? "skip";
	if (field === "skip") return { tone: "none", text: "Not needed", why: "This column is left out." };
	if (repeatedColumns(mapping).has(column.name))
		return { tone: "bad", text: "Chosen twice", why: `Two columns are ${fieldLabels[field]}. Choose it for one of them.` };
	return faultFit(column.name, check) ?? warningFit({ column, mapping, check }) ?? decimalFit(field, mapping) ?? guessFit(column, field);
};

const faultFit = (column: string, check: CheckResult | null): Fit | null => {
	const errors = check?.cells.filter((cell) => cell.column === column && cell.severity === "error") ?? [];
	if (errors.length === 0) return null;
	return { tone: "bad", text: plural(errors.length, "fault"), why: `${errors[0]?.message ?? ""} See Problems.`.trim() };
};

/** A warning that most values of a column carry is said once, at its head, rather than at every cell. */
const warningFit = ({ column, mapping, check }: FitQuestion): Fit | null => {
	if (!check || !warnedThroughout(column.name, check)) return null;
	const field = mapping.columns.find((entry) => entry.column === column.name)?.field ?? "skip";
	const decimal = decimalFit(field, mapping);
	return decimal ?? { tone: "warning", text: "See Problems", why: check.cells.find((cell) => cell.column === column.name)?.message ?? "" };
};

/** Fewer than this many equal warnings are shown at their cells. */
const many = 5;

export const warnedThroughout = (column: string, check: CheckResult): boolean =>
	check.cells.filter((cell) => cell.column === column && cell.severity === "warning").length >= many;

const decimalFit = (field: ImportField, mapping: Mapping): Fit | null => {
	if (mapping.decimal !== "comma" || !isNumeric(field) || field === "quantity") return null;
	return { tone: "warning", text: "Decimal comma", why: "89,00 is read as eighty-nine. Change it under Decimals." };
};

const guessFit = (column: FitQuestion["column"], field: ImportField): Fit => {
	if (field === "property") return { tone: "quiet", text: "Kept", why: "Kept under its own name in the event's properties." };
	if (field !== column.guess || column.fit === "none")
		return { tone: "quiet", text: "Your choice", why: `You chose ${fieldLabels[field]}; the file gives no sign of it.` };
	if (column.fit === "name") return { tone: "good", text: "Fits", why: "The name of the column says so, and its values agree." };
	if (column.fit === "empty") return { tone: "quiet", text: "No values", why: "The name of the column says so; no value of it was seen." };
	return { tone: "quiet", text: "Values fit", why: "The values look like it; the name of the column does not say so." };
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
