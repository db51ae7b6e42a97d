import type { Cell, Column } from "./column.js";

/** A spreadsheet would run text that begins like this as a formula. */
const formula = /^[=+\-@\t\r]/;

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const cell = (value: Cell): string => {
	if (value === null) return "";
	if (typeof value === "number") return String(value);
	return quote(formula.test(value) ? `'${value}` : value);
};

const csvCell = <Row>(column: Column<Row>, row: Row): string => {
	const value = column.value(row);
	return cell(column.unit === "time" && typeof value === "number" ? new Date(value).toISOString() : value);
};

/** RFC 4180 with CRLF: exactly these rows in this order; times as ISO UTC, ratios and money as plain numbers. */
export const toCsv = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
	[columns.map((column) => cell(column.header)), ...rows.map((row) => columns.map((column) => csvCell(column, row)))]
		.map((cells) => cells.join(","))
		.join("\r\n")
		.concat("\r\n");

/** Parts become one file name: letters, digits, dots and dashes. */
export const fileName = (parts: readonly string[], extension: string): string =>
	`${parts
		.join(" ")
		.toLowerCase()
		.normalize("NFKD")
		.replace(/[^a-z0-9.]+/g, "-")
		.replace(/^-+|-+$/g, "")}.${extension}`;

/** Hands the content to the browser's download. */
export const downloadBlob = (name: string, content: Blob): void => {
	const link = document.createElement("a");
	const url = URL.createObjectURL(content);
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** The byte order mark lets spreadsheets read the text as UTF-8. */
export const download = (name: string, text: string, type = "text/csv"): void =>
	downloadBlob(name, new Blob([type === "text/csv" ? "\ufeff" : "", text], { type: `${type};charset=utf-8` }));
