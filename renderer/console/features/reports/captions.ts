import { daysIn } from "../../app/period.js";
import { format } from "../../ui/format.js";
import type { ReportFrame } from "./ask.js";
import type { ReportData } from "./report-data.js";

/** What numbers are of, for print and pictures. */
export const captionOf = ({ filter, by }: ReportFrame): string =>
	[
		filter.label,
		filter.compared && `against ${filter.compared.label}`,
		filter.tz.replaceAll("_", " "),
		filter.noise === "hide" ? "noise hidden" : "noise counted",
		by !== undefined && `by ${by}`,
	]
		.filter(Boolean)
		.join(" · ");

const currencyNote = ({ report }: ReportData): string | null => {
	if (report.other_currencies.length === 0 || !report.columns.some(({ unit }) => unit === "money")) return null;
	const others = report.other_currencies.map((code) => code ?? "none given").join(", ");
	return `Money is ${report.currency ?? "of orders without a currency"}; there is also ${others}.`;
};

/** Buckets that the newest event lies in may still grow. */
const openNote = ({ filter }: ReportFrame, { report }: ReportData): string | null => {
	const through = report.data_through;
	const { from, to } = filter.instants;
	if (through === null || through < from || through >= to || !report.columns.some(({ unit }) => unit === "day")) return null;
	return `Data up to ${format.dateTime(through, filter.tz)}; what ends later is not complete.`;
};

const comparedNote = ({ filter }: ReportFrame, { report, compared }: ReportData, asTable: boolean): string | null => {
	if (!report.before || !filter.compared) return null;
	const { label, range } = filter.compared;
	if (!compared) return `Nothing in ${label} to compare with.`;
	/** A chart has its own legend. */
	if (!asTable) return null;
	const days = daysIn(range);
	return `Against ${label}${days === daysIn(filter.range) ? "" : `, ${format.count(days)} ${days === 1 ? "day" : "days"}`}.`;
};

/** As many rows as are printed of one table. */
export const printedRows = 2000;

/** On paper nobody can turn the page of a table. */
const printedNote = ({ printing }: ReportFrame, { report }: ReportData, asTable: boolean): string | null =>
	printing && asTable && report.total > printedRows
		? `The first ${format.count(printedRows)} of ${format.count(report.total)} rows, as sorted; the CSV file has all.`
		: null;

/** What a reader must know of the numbers above. */
export const notesOf = (frame: ReportFrame, data: ReportData, asTable: boolean): readonly string[] =>
	[
		printedNote(frame, data, asTable),
		comparedNote(frame, data, asTable),
		openNote(frame, data),
		currencyNote(data),
		...data.report.notes,
	].filter((note) => note !== null);

/** Dates numbers of another filter, which stay until the new ones come. */
export const staleNote = ({ report: { parameters } }: ReportData): string => {
	const { from, to, tz } = parameters;
	const days = from === null || to === null ? "all days" : format.dateRange(from, to - 1, tz);
	return `Still of ${days}: the new numbers are being read.`;
};
