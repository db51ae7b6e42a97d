import { z } from "zod";
import type { Report, ReportCell } from "../../contract/reports.js";
import type { AnalysisEngine, By, EngineRun, Scope } from "../../engine/port.js";
import type { Extent } from "../calendar.js";
import { askerOf } from "../metric.js";
import { grain } from "../zone.js";
import { chooseCurrency, type Money } from "./money.js";
import { chooseValues } from "./most.js";
import { type Key, matchQuery, type Plan, type Planned, pageQuery, sumName, weightQuery } from "./plan.js";
import { type Question, understand } from "./question.js";
import { identity, type ShownColumn, wireColumn } from "./report-columns.js";
import { samePlace, type Time, timeBeside, timeOf } from "./time.js";

type Row = Readonly<Record<string, ReportCell>>;

interface Found {
	readonly rows: readonly Row[];
	readonly total: number;
	readonly sums: readonly (number | null)[];
}

interface Answer extends Found {
	readonly time: Time | null;
	readonly money: Money;
	/** As it was asked for, bounded to the values that count most. */
	readonly by: By | null;
}

/**
 * Computes a report for its range and, where one is asked for, for the range to compare with: the same currency and buckets, and of
 * the rows those with the keys of the rows shown. Each range is one snapshot of its own. Throws `invalid` for what the report cannot have.
 */
export const readReport = async (
	engine: AnalysisEngine,
	asked: Pick<Question, "definition" | "request" | "dataThrough">,
	signal?: AbortSignal,
): Promise<Omit<Report, "took_ms">> => {
	const question = understand(asked);
	const { scope, compared, columns } = question;
	let notes: readonly string[] = [];
	const within = async <T>(range: Scope, use: (run: EngineRun) => Promise<T>): Promise<T> => {
		const run = await engine.open(range, signal);
		try {
			notes = run.notes ?? [];
			return await use(run);
		} finally {
			await run.close();
		}
	};
	const answer = await within(scope, (run) => answerOf(run, question));
	const before = compared && (await within({ ...scope, ...compared }, (run) => beforeOf(run, { question, answer, compared })));
	const { user: _, ...parameters } = scope;
	return {
		report: question.definition.name,
		parameters,
		compared,
		currency: answer.money.currency,
		other_currencies: [...answer.money.others],
		columns: columns.map(wireColumn),
		others: answer.by?.only?.others ?? null,
		rows: answer.rows.map((row) => cellsOf(row, columns)),
		total: answer.total,
		sums: [...answer.sums],
		before,
		data_through: question.dataThrough,
		notes: [...notes, ...notesOf(answer.money)],
	};
};

const answerOf = async (run: EngineRun, question: Question): Promise<Answer> => {
	const { definition, request, order, scope } = question;
	const ask = askerOf(run);
	const money = await chooseCurrency(ask, definition, request);
	const time = await timeOf(ask, question);
	const plan = planOf(question, time);
	const by = await boundedBy(run, question, { plan, scope, money });
	const query = pageQuery(plan, { order, limit: request.limit, offset: request.offset });
	return { ...(await find(run, question, { ...query, scope, money, by })), time, money, by };
};

const boundedBy = async (run: EngineRun, question: Question, asked: { plan: Plan; scope: Scope; money: Money }): Promise<By | null> => {
	const { definition, request, by } = question;
	if (by === null || request.by_most === undefined || definition.weight === undefined) return by;
	const { sql, params } = weightQuery({ ...asked.plan, search: undefined }, definition.weight, request.by_most);
	const rows = await run.query({ name: `${definition.name}.values`, sql, params: paramsOf(question, asked, params), by });
	const only = chooseValues(rows, request.by_most);
	return only ? { ...by, only } : by;
};

interface Comparison {
	readonly question: Question;
	readonly answer: Answer;
	readonly compared: Extent;
}

const beforeOf = async (run: EngineRun, { question, answer, compared }: Comparison): Promise<NonNullable<Report["before"]>> => {
	const { definition, columns, order, scope } = question;
	const time = answer.time && timeBeside(answer.time, compared, scope.tz);
	const shown = answer.rows.map((row) => keyOf(row, columns));
	const keys =
		definition.calendar && answer.time && time
			? placed(shown, { from: answer.time, to: time }, { sql: definition.calendar.key, columns })
			: shown;
	const asked = keys.filter((key): key is Key => key !== null);
	const plan = planOf(question, time);
	// With no key to look for, a page of no rows still gives the sums.
	const query = asked.length === 0 ? pageQuery(plan, { order, limit: 0, offset: 0 }) : matchQuery(plan, asked);
	const found = await find(run, question, { ...query, scope: { ...scope, ...compared }, money: answer.money, by: answer.by });
	const byKey = new Map(found.rows.map((row) => [JSON.stringify(keyOf(row, columns)), cellsOf(row, columns)]));
	return { rows: keys.map((key) => byKey.get(JSON.stringify(key)) ?? null), sums: [...found.sums] };
};

const placed = (keys: readonly Key[], times: { from: Time; to: Time }, bucket: { sql: string; columns: readonly ShownColumn[] }) =>
	keys.map((key) => samePlace(key, times, bucket));

const planOf = ({ definition, request, columns }: Question, time: Time | null): Plan => ({
	sql: typeof definition.sql === "string" ? definition.sql : definition.sql(request),
	columns,
	search: request.search,
	calendar: time?.buckets ?? null,
});

interface Asked extends Planned {
	readonly scope: Scope;
	readonly money: Money;
	readonly by: By | null;
}

const paramsOf = (
	{ definition, request, dataThrough }: Question,
	{ scope, money }: Pick<Asked, "scope" | "money">,
	params: Planned["params"],
) => ({
	currency: money.currency,
	data_through: dataThrough,
	grain: grain(scope.tz, scope.from, scope.to),
	...definition.params?.(request),
	...params,
});

const totalsRow = z.looseObject({ all_rows: z.int(), of_page: z.int().nullable() });

const find = async (run: EngineRun, question: Question, { sql, params, scope, money, by }: Asked): Promise<Found> => {
	const { definition, columns } = question;
	const given = paramsOf(question, { scope, money }, params);
	const found = totalsRow.array().parse(await run.query({ name: `report.${definition.name}`, sql, params: given, ...(by ? { by } : {}) }));
	const [totals] = found;
	if (totals === undefined) throw new Error("A report gave no totals.");
	return {
		rows: definition.row.array().parse(found.filter(({ of_page }) => of_page === 1)) as Row[],
		total: totals.all_rows,
		sums: columns.map((column) => (column.sum ? z.number().parse(totals[sumName(column)]) : null)),
	};
};

const keyOf = (row: Row, columns: readonly ShownColumn[]): Key => identity(columns).map(({ sql }) => row[sql] ?? null);

const cellsOf = (row: Row, columns: readonly ShownColumn[]): ReportCell[] => columns.map(({ sql }) => row[sql] ?? null);

const notesOf = ({ currency, others }: Money): string[] => {
	if (others.length === 0) return [];
	const names = others.map((code) => code ?? "no currency").join(", ");
	return [`Money is of ${currency ?? "orders without a currency"} alone. The range has ${names} too: ask for one with currency.`];
};
