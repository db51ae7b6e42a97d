import type { Report, ReportCell } from "../../../../backend/contract/reports.js";
import type { Filter } from "../../app/use-filter.js";
import type { ReportFrame } from "./ask.js";

/** A report of channels as the store tells it, for tests. */
export const channelsReport = (
	rows: readonly (readonly ReportCell[])[],
	before: Report["before"] = null,
	change: Partial<Report> = {},
): Report => ({
	report: "channels",
	parameters: { from: 0, to: 1, tz: "UTC", noise: "hide", sessions: "client", visitor: "default" },
	compared: before && { from: 0, to: 1 },
	currency: "EUR",
	other_currencies: [],
	others: null,
	columns: [
		{ name: "channel", role: "key", unit: "text", better: null, sum: false },
		{ name: "sessions", role: "measure", unit: "count", better: "up", sum: true },
		{ name: "conversion", role: "measure", unit: "ratio", better: "up", sum: false },
		{ name: "revenue", role: "measure", unit: "money", better: "up", sum: true },
	],
	rows: rows.map((row) => [...row]),
	total: rows.length,
	sums: [null, 30, null, 99.5],
	before,
	data_through: null,
	notes: [],
	took_ms: 1,
	...change,
});

/** The filter of a view: a week in Berlin, beside the one before. */
export const weekFilter: Pick<Filter, "range" | "instants" | "tz" | "noise" | "compared" | "params" | "label" | "askedCurrency"> = {
	range: { from: "2026-11-16", to: "2026-11-22" },
	instants: { from: Date.UTC(2026, 10, 15, 23), to: Date.UTC(2026, 10, 22, 23) },
	label: "16 – 22 Nov 2026",
	tz: "Europe/Berlin",
	noise: "hide",
	compared: {
		range: { from: "2026-11-09", to: "2026-11-15" },
		instants: { from: Date.UTC(2026, 10, 8, 23), to: Date.UTC(2026, 10, 15, 23) },
		label: "9 – 15 Nov 2026",
	},
	params: { from: Date.UTC(2026, 10, 15, 23), to: Date.UTC(2026, 10, 22, 23), tz: "Europe/Berlin", noise: "hide" },
	askedCurrency: null,
};

export const frameOf = (change: Partial<ReportFrame> = {}): ReportFrame => ({
	filter: weekFilter as Filter,
	now: Date.UTC(2026, 10, 22, 12),
	version: 1,
	by: undefined,
	currency: null,
	tell: () => undefined,
	printing: false,
	...change,
});
