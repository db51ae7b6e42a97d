import type { Report, ReportCell, ReportColumn, ReportHead } from "../../backend/contract/reports.js";
import { aligned, cellText, decimal, none, number, percent, plain } from "./format.js";

/** A report for a terminal: what it is of, its rows, their sums, and what the reader should know. */
export const reportText = (report: Report): string =>
	[heading(report), table(report), footing(report), ...report.notes].filter((part) => part !== "").join("\n\n");

const heading = ({ report, parameters, compared, currency, took_ms }: Report): string => {
	const instant = (ms: number | null) => (ms === null ? "open" : new Date(ms).toISOString());
	const range = ({ from, to }: { from: number | null; to: number | null }) =>
		from === null && to === null ? "all data" : `${instant(from)} to ${instant(to)}`;
	const against = compared === null ? "" : `, compared with ${range(compared)}`;
	const money = currency === null ? "" : `, money in ${plain(currency)}`;
	return `Report ${report} of ${range(parameters)}, ${parameters.tz}${against}${money}, in ${number(took_ms)} ms`;
};

interface Line {
	readonly name: string;
	readonly row: readonly ReportCell[];
	readonly before: readonly ReportCell[] | null;
}

const table = ({ columns, rows, before, sums, parameters }: Report): string => {
	if (rows.length === 0) return "No rows.";
	const lines: Line[] = rows.map((row, at) => ({ name: "", row, before: before?.rows[at] ?? null }));
	const summed = columns.some(({ sum }) => sum) ? [{ name: "All rows", row: sums, before: before?.sums ?? null }] : [];
	const cells = (line: Line) =>
		columns.flatMap((column, at) => {
			const value = line.row[at] ?? null;
			if (line.name !== "" && at === 0) return [line.name];
			const text = line.name !== "" && value === null ? "" : cellText(value, column.unit, parameters.tz);
			if (before === null || column.role === "key") return [text];
			return [text, line.name !== "" && value === null ? "" : change(value, line.before?.[at] ?? null, column)];
		});
	const heads = columns.flatMap(({ name, role }) => (before === null || role === "key" ? [name] : [name, "change"]));
	const left = columns.flatMap(({ role, unit }) => {
		const texts = unit === "text" || unit === "day" || unit === "time";
		return before === null || role === "key" ? [texts] : [texts, false];
	});
	return aligned([heads, ...[...lines, ...summed].map(cells)], left);
};

/** Against the compared period: points of a ratio, percent of everything else; "new" where there was nothing. */
const change = (now: ReportCell, before: ReportCell, { unit }: ReportColumn): string => {
	if (typeof now !== "number") return none;
	if (typeof before !== "number") return "new";
	const sign = now > before ? "+" : "";
	if (unit === "ratio") return `${sign}${decimal((now - before) * 100)} pp`;
	return before === 0 ? (now === 0 ? "0.00 %" : "new") : `${sign}${percent((now - before) / Math.abs(before))}`;
};

const footing = ({ rows, total }: Report): string =>
	rows.length < total ? `${number(rows.length)} of ${number(total)} rows. More with --limit, and --offset for the next.` : "";

/** RFC 4180 with CRLF: the rows shown; with a compared period, its values beside them. Ratios and money as plain numbers, times as epoch ms. */
export const reportCsv = ({ columns, rows, before }: Report): string => {
	const measures = columns.flatMap(({ role }, at) => (role === "measure" ? [at] : []));
	const heads = columns.map(({ name }) => name);
	const earlier = (at: number) => measures.map((measure) => before?.rows[at]?.[measure] ?? null);
	const lines: ReportCell[][] = [
		before === null ? heads : [...heads, ...measures.map((at) => `${heads[at]}_before`)],
		...rows.map((row, at) => (before === null ? row : [...row, ...earlier(at)])),
	];
	return lines.map((line) => line.map(csvCell).join(",")).join("\r\n");
};

/** A spreadsheet would run text that begins like this as a formula. */
const formula = /^[=+\-@\t\r]/;

const csvCell = (value: ReportCell): string => {
	if (value === null) return "";
	if (typeof value === "number") return String(value);
	const text = formula.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Every report with its question and what it takes. */
export const reportList = (heads: readonly ReportHead[]): string => {
	const lines = heads.map(({ name, question, takes }) => [name, question, takes.map((one) => `--${one}`).join(" ")]);
	return aligned([["report", "answers", "takes"], ...lines], [true, true, true]);
};
