import fc from "fast-check";
import { expect } from "vitest";
import { reports } from "../../backend/analysis/reports/list.js";
import type { ReportDefinition } from "../../backend/analysis/reports/report.js";
import type { AnalysisEngine } from "../../backend/engine/port.js";
import { differences } from "./oracle/compare.js";
import { breakdownOf } from "./oracle/metrics.js";
import { relationsOf } from "./oracle/model.js";
import { onRandomCases } from "./oracle/random.js";
import { ask, boundedBy, currencyOf, faults, type ReportCase, reportCase } from "./oracle/reports/ask.js";
import { cartCurrencyOf, commerceReports } from "./oracle/reports/commerce.js";
import { journeyReports } from "./oracle/reports/journeys.js";
import { brokenDown, withLog, withOneRun } from "./oracle/run.js";

const named = (name: string): ReportDefinition => {
	const found = reports.find((report) => report.name === name);
	if (!found) throw new Error(`The report ${name} is not listed.`);
	return found;
};

type CaseOf<Cases> = Cases extends fc.Arbitrary<infer Case> ? Case : never;

/** A store of the log, and one run of the scope for all reports. */
const withRun = ({ log, scope }: ReportCase, use: (engine: AnalysisEngine) => Promise<void>): Promise<void> =>
	withLog(log, (engine) => withOneRun(engine, scope, use));

/** Two of the reports at a time: making the log's store costs as much as they do. */
const twoOf = <Name extends string>(oracles: Readonly<Record<Name, unknown>>): fc.Arbitrary<readonly Name[]> =>
	fc.subarray(Object.keys(oracles) as Name[], { minLength: 2, maxLength: 2 });

const commerceCase = fc.record({ one: reportCase, names: twoOf(commerceReports) });

const judgeCommerce = async ({ one, names }: CaseOf<typeof commerceCase>): Promise<void> => {
	const { log, scope, options } = one;
	const relations = relationsOf(log, scope);
	await withRun(one, async (engine) => {
		for (const name of names) {
			const choose = name === "cart-abandonment" ? cartCurrencyOf : currencyOf;
			const currency = choose(relations, options.params.currency);
			const by = boundedBy(named(name), options, (means) => commerceReports[name]({ relations, scope, by: means, currency }));
			const wanted = commerceReports[name]({ relations, scope, by, currency });
			const answer = await ask(engine, named(name), one);
			expect(faults(answer, wanted, options)).toEqual([]);
			expect(answer.others).toBe(by?.only?.others ?? null);
		}
	});
};

onRandomCases("every report on the shop equals its brute-force definition", commerceCase, { cases: 200, judge: judgeCommerce });

const journeyCase = fc.record({
	one: reportCase,
	names: twoOf(journeyReports),
	page: fc.constantFrom(undefined, undefined, "/", "/product/1", "", "/nowhere"),
	direction: fc.constantFrom("after" as const, "before" as const),
});

const judgeJourneys = async ({ one, names, page, direction }: CaseOf<typeof journeyCase>): Promise<void> => {
	const { log, scope, options } = one;
	const relations = relationsOf(log, scope);
	const params = { ...options.params, ...(page === undefined ? {} : { page }), direction };
	await withRun(one, async (engine) => {
		for (const name of names) {
			const wanted = journeyReports[name]({ relations, by: options.by?.means, page, direction });
			const answer = await ask(engine, named(name), { ...one, options: { ...options, params } });
			expect(faults(answer, wanted, options)).toEqual([]);
		}
	});
};

onRandomCases("every report on what visitors do equals its brute-force definition", journeyCase, { cases: 200, judge: judgeJourneys });

const judgeBreakdown = async ({ log, scope, options: { by } }: ReportCase): Promise<void> => {
	if (by === null) return;
	await withLog(log, async (engine) => {
		const breakdown = await brokenDown(engine, scope, by.text);
		expect(differences(breakdown, { property: by.text, ...breakdownOf(relationsOf(log, scope), by.means) })).toEqual([]);
	});
};

onRandomCases("an analysis's breakdown equals its brute-force definition", reportCase, { cases: 60, judge: judgeBreakdown });
