import fc from "fast-check";
import { readReport } from "../../../../backend/analysis/reports/read.js";
import type { ReportDefinition } from "../../../../backend/analysis/reports/report.js";
import { type ReportCell, type ReportParams, reportParams } from "../../../../backend/contract/reports.js";
import type { AnalysisEngine, By } from "../../../../backend/engine/port.js";
import { differences } from "../compare.js";
import { hostileKey, type LogCase, logCase } from "../logs.js";
import { compareText, type Relations } from "../model.js";
import { distinct, sum } from "../numbers.js";

export type OracleRow = Readonly<Record<string, ReportCell>>;

/** What may be asked of a report beyond the filter, as a caller writes it, and what its breakdown means. */
export interface Options {
	readonly params: Pick<ReportParams, "touch" | "period" | "currency" | "page" | "direction" | "by_most">;
	readonly by: { readonly text: string; readonly means: By } | null;
}

const column = (name: Extract<By, { kind: "column" }>["column"]) => ({ text: name, means: { kind: "column", column: name } as const });
const property = (...path: string[]) => ({ text: path.join("."), means: { kind: "property", path } as const });

const breakdown = fc.constantFrom<Options["by"]>(
	null,
	null,
	null,
	column("device"),
	column("channel"),
	column("currency"),
	column("page"),
	column("user_id"),
	column("utm_campaign"),
	column("search_term"),
	property("status"),
	property("cart", "size"),
	property("products"),
	property("nothing"),
	property("products", "0"),
	property(hostileKey),
);

export interface ReportCase extends LogCase {
	readonly options: Options;
}

/** A random log, a random filter of all events, and random options. */
export const reportCase: fc.Arbitrary<ReportCase> = fc
	.record({
		one: logCase,
		options: fc.record({
			params: fc.record(
				{
					touch: fc.constantFrom("session" as const, "first" as const, "last" as const),
					period: fc.constantFrom("day" as const, "week" as const),
					currency: fc.constantFrom("EUR", "USD", "none"),
					by_most: fc.integer({ min: 1, max: 3 }),
				},
				{ requiredKeys: ["touch", "period"] },
			),
			by: breakdown,
		}),
	})
	.map(({ one: { log, scope }, options }) => ({ log, scope: { ...scope, user: null }, options }));

/** The case's filter and options as the report is asked: of the options those that it takes. */
export const paramsOf = ({ scope, options }: ReportCase, { takes }: ReportDefinition): ReportParams => {
	const { user: _, from, to, ...filter } = scope;
	const { by_most, ...others } = options.params;
	// How many values a breakdown shows is refused where there is none.
	const asked = options.by === null ? others : { ...others, by_most, by: options.by.text };
	const taken = Object.entries(asked).filter(([name, value]) => value !== undefined && takes.some((one) => one === name));
	return { ...filter, from: from ?? undefined, to: to ?? undefined, ...Object.fromEntries(taken) };
};

/** All rows of a report for the case. */
export const ask = async (engine: AnalysisEngine, definition: ReportDefinition, one: ReportCase) => {
	const request = reportParams.parse({ ...paramsOf(one, definition), limit: 10_000 });
	const newest = one.log.length === 0 ? null : Math.max(...one.log.map(({ ts }) => ts));
	return readReport(engine, { definition, request, dataThrough: newest });
};

/** The currency asked for, else of those of the range's order lines that of most orders, ties by code, none last. */
export const currencyOf = ({ orderLines }: Relations, asked: string | undefined): string | null => {
	if (asked !== undefined) return asked === "none" ? null : asked;
	const orders = (currency: string | null) =>
		distinct(orderLines.filter((line) => line.kind === "order" && line.currency === currency).map(({ key }) => key));
	const last = (currency: string | null) => currency ?? "\uffff";
	const known = [...new Set(orderLines.map(({ currency }) => currency))];
	return known.sort((a, b) => orders(b) - orders(a) || (last(a) < last(b) ? -1 : 1))[0] ?? null;
};

/** The breakdown, bounded to the values that have most of the report's weight in the rows that it has without bounds. */
export const boundedBy = (
	definition: ReportDefinition,
	{ by, params: { by_most: most } }: Options,
	rowsOf: (by: By) => readonly OracleRow[],
): By | undefined => {
	const { weight } = definition;
	if (by === null || weight === undefined || most === undefined) return by?.means;
	const rows = rowsOf(by.means);
	const weightOf = (value: ReportCell | undefined): number =>
		sum(rows.filter((row) => row["by"] === value).map((row) => Number(row[weight])));
	const named = [...new Set(rows.flatMap(({ by: value }) => (typeof value === "string" ? [value] : [])))];
	const values = named.sort((a, b) => weightOf(b) - weightOf(a) || compareText(a, b)).slice(0, Number(most) - (weightOf(null) > 0 ? 1 : 0));
	return values.length === named.length ? by.means : { ...by.means, only: { values, others: "all others" } };
};

type Answer = Awaited<ReturnType<typeof readReport>>;

/** Where the report's answer is not what brute force found: rows in any order, each with its keys, the total, and the sums. */
export const faults = (answer: Answer, wanted: readonly OracleRow[], { by }: Options): string[] => {
	const broken = by !== null && answer.columns.some(({ name }) => name === "by");
	const names = answer.columns.map(({ name }) => name);
	const rows = wanted.map((row) => names.map((name) => row[name] ?? null));
	const sums = answer.columns.map((one, at) => (one.sum ? sum(rows.map((row) => Number(row[at]))) : null));
	const extra = [...new Set(wanted.flatMap((row) => Object.keys(row)))].filter(
		(name) => !names.includes(name) && (name !== "by" || broken),
	);
	return [
		...differences(sorted(answer.rows), sorted(rows), `${answer.report}.rows`),
		...differences(answer.total, rows.length, `${answer.report}.total`),
		...differences(answer.sums, sums, `${answer.report}.sums`),
		...extra.map((name) => `${answer.report} lacks the column ${name}`),
	];
};

const sorted = (rows: readonly (readonly ReportCell[])[]): readonly (readonly ReportCell[])[] =>
	[...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
