import fc from "fast-check";
import { expect } from "vitest";
import { reports } from "../../backend/analysis/reports/list.js";
import { readReport } from "../../backend/analysis/reports/read.js";
import type { ReportDefinition } from "../../backend/analysis/reports/report.js";
import { type ReportCell, type ReportParams, reportParams } from "../../backend/contract/reports.js";
import type { AnalysisEngine } from "../../backend/engine/port.js";
import { differences } from "./oracle/compare.js";
import { onRandomCases } from "./oracle/random.js";
import { paramsOf, type ReportCase, reportCase } from "./oracle/reports/ask.js";
import { withLog } from "./oracle/run.js";

/** Rows in one order, whatever they were in. */
const sorted = (rows: readonly (readonly ReportCell[])[]): string[] =>
	rows.map((row) => JSON.stringify(row)).sort((a, b) => (a < b ? -1 : 1));

/**
 * What a page and a compared period show is what asking for all rows, and for the period by itself, gives. Reports over time find
 * the compared rows by place; these stand in the golden click stream's tests.
 */
const compared = reports.filter(({ calendar }) => calendar === undefined);

interface ComparedCase extends ReportCase {
	readonly asked: readonly ReportDefinition[];
	readonly between: readonly [number, number];
	readonly page: { readonly limit: number; readonly offset: number };
	readonly sorted: { readonly column: number; readonly descending: boolean } | null;
}

/** The other range begins and ends at events, or right after them. */
const comparedCase: fc.Arbitrary<ComparedCase> = fc
	.record({
		one: reportCase,
		asked: fc.subarray([...compared], { minLength: 3, maxLength: 3 }),
		ends: fc.tuple(fc.nat(39), fc.nat(39)),
		page: fc.record({ limit: fc.integer({ min: 1, max: 6 }), offset: fc.constantFrom(0, 0, 1, 5) }),
		sorted: fc.option(fc.record({ column: fc.nat(12), descending: fc.boolean() })),
	})
	.map(({ one, asked, ends, page, sorted }) => {
		const [a = 0, b = 0] = ends.map((at) => one.log[at]?.ts ?? Date.UTC(2026, 0, 1)).sort((first, second) => first - second);
		return { ...one, asked, between: [a, b + 1], page, sorted };
	});

const judge = async (one: ComparedCase): Promise<void> => {
	const dataThrough = one.log.length === 0 ? null : Math.max(...one.log.map(({ ts }) => ts));
	const asker = (engine: AnalysisEngine, definition: ReportDefinition) => (params: ReportParams) =>
		readReport(engine, { definition, request: reportParams.parse(params), dataThrough });
	await withLog(one.log, async (engine) => {
		for (const definition of one.asked) {
			const ask = asker(engine, definition);
			const params = paramsOf(one, definition);
			const all = await ask({ ...params, limit: 10_000 });
			const column = all.columns[(one.sorted?.column ?? 0) % all.columns.length]?.name;
			const order = one.sorted ? { sort: column, descending: one.sorted.descending } : {};
			const [from, to] = one.between;
			const found = await ask({ ...params, ...order, ...one.page, compare: "custom", compare_from: from, compare_to: to });
			const whole = one.sorted ? await ask({ ...params, ...order, limit: 10_000 }) : all;
			const money = definition.takes.includes("currency") ? { currency: all.currency ?? "none" } : {};
			const other = await ask({ ...params, ...money, from, to, limit: 10_000 });
			const keys = all.columns.map(({ name, role }, at) => (role === "key" && definition.columns[name]?.label !== true ? at : -1));
			const keyOf = (row: readonly ReportCell[]) => JSON.stringify(keys.filter((at) => at >= 0).map((at) => row[at]));
			const byKey = new Map(other.rows.map((row) => [keyOf(row), row]));
			const page = whole.rows.slice(one.page.offset, one.page.offset + one.page.limit);
			expect(new Set(all.rows.map(keyOf)).size).toBe(all.total);
			expect(sorted(whole.rows)).toEqual(sorted(all.rows));
			expect(differences([found.rows, found.total, found.sums], [page, all.total, all.sums], definition.name)).toEqual([]);
			expect(differences(found.before, { rows: page.map((row) => byKey.get(keyOf(row)) ?? null), sums: other.sums }, "before")).toEqual([]);
		}
	});
};

onRandomCases("every report's pages and compared period are those of the whole report", comparedCase, { cases: 60, judge });
