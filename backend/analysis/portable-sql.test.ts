import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { peopleSorts } from "../contract/funnel.js";
import { reportParams } from "../contract/reports.js";
import { countsQuery } from "./funnels/counts.js";
import { peopleQuery } from "./funnels/people.js";
import { sections } from "./metrics/list.js";
import { reports } from "./reports/list.js";
import { matchQuery, pageQuery } from "./reports/plan.js";
import { identity, orderOf, shownColumns } from "./reports/report-columns.js";

/**
 * Refuses what runs on one of the two engines only, or gives other answers there (measured on DuckDB 1.5.6 and Spark 4.2.0).
 * It reads text, not a syntax tree: what it cannot see (float to integer casts, subtraction of dates) the tests on both engines must.
 */
interface Refused {
	readonly pattern: RegExp;
	readonly why: string;
}

const refused: readonly Refused[] = [
	{ pattern: /\bconcat\s*\(/i, why: "concat treats NULL differently; use ||" },
	{ pattern: /\bregexp_replace\s*\(/i, why: "regexp_replace replaces one or all" },
	{ pattern: /\bround\s*\(/i, why: "halves round differently; round when showing" },
	{ pattern: /\b(?:dayofweek|weekday|isodow|dow)\b/i, why: "weeks begin on different days; use local_week" },
	{ pattern: /\bapprox_\w+|\bapproximate\b/i, why: "approximate counts differ" },
	{ pattern: /\barg_(?:max|min)\b/i, why: "use max_by, min_by" },
	{ pattern: /\bquantile\w*\s*\(/i, why: "use percentile_cont or median" },
	{ pattern: /\//, why: "division by zero differs; use ratio or idiv" },
	{ pattern: /\bdiv\b/i, why: "use idiv" },
	{ pattern: /\basof\b/i, why: "ASOF joins are DuckDB's" },
	{ pattern: /\bexclude\b/i, why: "EXCLUDE differs; name the columns" },
	{ pattern: /\b(?:starts|ends)_with\s*\(/i, why: "use substr or LIKE" },
	{ pattern: /\bignore\s+nulls\b/i, why: "its place differs" },
	{ pattern: /\bdistinct\b[^()]*\)\s*over\b/i, why: "DISTINCT in a window is not supported" },
	{ pattern: /\bcount\s*\(\s*distinct\s+[^()]*,/i, why: "COUNT(DISTINCT a, b) differs; count a subquery" },
	{ pattern: /\b(?:listagg|string_agg)\b/i, why: "order and name differ" },
	{ pattern: /["`]/, why: "quoted identifiers differ" },
	{ pattern: /\\/, why: "backslash escapes differ" },
	{ pattern: /\$/, why: "write parameters as :name" },
	{
		pattern: /(?<!CAST\(|CAST\(COALESCE\()\bsum\s*\(/i,
		why: "SUM of integers is HUGEINT on one engine: CAST(SUM(…) AS BIGINT), or AS DOUBLE for money",
	},
	{ pattern: /\bVARCHAR\b/i, why: "Spark wants a length; use STRING" },
];

const withoutComments = (sql: string): string => sql.replaceAll(/--[^\n]*/g, "");
const withoutStrings = (sql: string): string => sql.replaceAll(/'[^']*'/g, "''");

/** What is wrong with a text, one sentence each; empty when it is portable. */
const portabilityFaults = (sql: string): string[] => {
	const text = withoutComments(sql);
	const code = withoutStrings(text);
	const found = refused.filter(({ pattern }) => pattern.test(code) || (pattern.source.includes("\\\\") && pattern.test(text)));
	return [...found.map(({ why }) => why), ...unorderedNulls(code)];
};

/** Every key of every ORDER BY must say where its nulls go: the engines' defaults differ. */
const unorderedNulls = (sql: string): string[] =>
	[...sql.matchAll(/\border\s+by\b/gi)].flatMap(({ index }) =>
		keysAfter(sql.slice(index).replace(/^order\s+by/i, ""))
			.filter((key) => !/\bnulls\s+(?:first|last)$/i.test(key))
			.map((key) => `ORDER BY ${key} does not say NULLS FIRST or LAST`),
	);

/** The keys up to the end of the clause: its closing bracket, a frame, LIMIT, or the end of the text; commas in brackets do not part them. */
const keysAfter = (sql: string): string[] => {
	const keys = [""];
	let depth = 0;
	for (const [token] of sql.matchAll(/\b(?:limit|rows|range|union)\b|[\s\S]/gi)) {
		if (token.length > 1 && depth === 0) break;
		if (token === "(") depth += 1;
		if (token === ")") depth -= 1;
		if (depth < 0) break;
		if (token === "," && depth === 0) keys.push("");
		else keys[keys.length - 1] += token;
	}
	return keys.map((key) => key.trim());
};

/** Names of the parameters a text asks for, without those of casts (`::`). */
const parametersOf = (sql: string): string[] =>
	[...new Set([...withoutStrings(withoutComments(sql)).matchAll(/(?<!:):([a-z_]+)/g)].map(([, name]) => name ?? ""))].sort();

/** What metrics, reports and tables may bind: those of the engine, and their own. */
const known = new Set([
	"from",
	"to",
	"tz",
	"grain",
	"unit",
	"currency",
	"limit",
	"data_through",
	"touch",
	"period",
	"page",
	"direction",
	"unseen",
]);

/** A page of people, of all data. */
const everyone = {
	tz: "UTC",
	noise: "hide",
	sessions: "client",
	visitor: "default",
	step: 1,
	who: "left",
	descending: true,
	limit: 5,
	offset: 0,
} as const;

const files = (folder: string): string[] =>
	readdirSync(join(import.meta.dirname, folder))
		.filter((name) => name.endsWith(".sql"))
		.map((name) => join(folder, name));

describe("every SQL text of the analysis runs on both engines", () => {
	const texts = [...files("metrics"), ...files("funnels"), ...files("tables"), ...files("reports")];
	test("there are texts", () => expect(texts.length).toBeGreaterThan(20));
	test.each(texts)("%s", (name) => {
		const sql = readFileSync(join(import.meta.dirname, name), "utf8");
		expect(portabilityFaults(sql)).toEqual([]);
		expect(parametersOf(sql).filter((parameter) => !known.has(parameter))).toEqual([]);
	});
});

describe("what the funnels' planner composes runs on both engines", () => {
	const where = ["price", "device", "cart.size"].flatMap((field) => [
		{ field, is: "not" as const, value: "1" },
		{ field, is: "greater" as const, value: 1 },
		{ field, is: "exists" as const },
	]);
	const steps = [
		{ on: "page" as const, is: "/p/*/x", where: [] },
		{ on: "page" as const, is: "/p*", where },
		{ on: "event" as const, is: "order_completed", where: [{ field: "page", is: "contains" as const, value: "'" }] },
	];
	const funnels = [null, 60].flatMap((window) =>
		[false, true].map((strict) => ({ steps, per: "session" as const, window, strict, by: null })),
	);
	test.each(funnels)("window $window, strict $strict", (funnel) => {
		const by = { kind: "column", column: "device" } as const;
		const texts = [
			countsQuery(funnel, null, { most: 5 }),
			countsQuery(funnel, by, { most: 5 }),
			countsQuery(funnel, by, { values: ["a", null] }),
			...peopleSorts.map((sort) => peopleQuery({ ...everyone, sort, funnel, group: { value: "a" } }, by)),
		].map(({ sql }) => sql);
		for (const text of texts) expect(portabilityFaults(text)).toEqual([]);
	});
});

describe("what the reports' planner composes runs on both engines", () => {
	const buckets = [{ label: "2026-01-01", start: 0, hours: 24 }];
	const request = reportParams.parse({ touch: "last", by: "device", search: "%", direction: "before" });
	test.each(reports)("$name", (definition) => {
		const columns = shownColumns(definition, true);
		const sql = typeof definition.sql === "string" ? definition.sql : definition.sql(request);
		const plan = { sql, columns, search: "%", calendar: definition.calendar ? buckets : null };
		const key = identity(columns).map(() => null);
		const texts = [pageQuery(plan, { order: orderOf(definition, columns, request), limit: 1, offset: 0 }), matchQuery(plan, [key, key])];
		for (const { sql: text, params } of texts) {
			expect(portabilityFaults(text)).toEqual([]);
			const own = Object.keys({ ...params, ...definition.params?.(request) }).map((name) => name.replace(/\d.*$/, ""));
			expect(parametersOf(text).filter((name) => !known.has(name) && !own.includes(name))).toEqual([]);
		}
	});
	const parts = sections.flatMap((metric) => metric.parts.map(({ name, sql }: { name: string; sql: string }) => ({ name, sql })));
	test.each(parts)("$name", ({ sql }) => expect(portabilityFaults(sql)).toEqual([]));
});

describe("what is not portable is refused", () => {
	test.each([
		["SELECT concat(a, b) FROM ev", "concat"],
		["SELECT regexp_replace(a, 'x', 'y') FROM ev", "regexp_replace"],
		["SELECT round(a) FROM ev", "halves"],
		["SELECT dayofweek(a) FROM ev", "local_week"],
		["SELECT approx_count_distinct(a) FROM ev", "approximate"],
		["SELECT arg_max(a, b) FROM ev", "max_by"],
		["SELECT quantile_cont(a, 0.5) FROM ev", "percentile_cont"],
		["SELECT a / b FROM ev", "ratio"],
		["SELECT a // b FROM ev", "ratio"],
		["SELECT a DIV b FROM ev", "idiv"],
		["SELECT * FROM ev ASOF JOIN ses USING (ts)", "ASOF"],
		["SELECT * EXCLUDE (a) FROM ev", "name the columns"],
		["SELECT a FROM ev WHERE starts_with(page, 'p')", "LIKE"],
		["SELECT LAST_VALUE(a) IGNORE NULLS OVER w FROM ev", "place"],
		["SELECT COUNT(DISTINCT a) OVER (PARTITION BY b) FROM ev", "window"],
		["SELECT COUNT(DISTINCT a, b) FROM ev", "subquery"],
		["SELECT listagg(a) FROM ev", "order and name"],
		['SELECT "a" FROM ev', "quoted"],
		["SELECT 'a\\n' FROM ev", "backslash"],
		["SELECT $a FROM ev", ":name"],
		["SELECT SUM(events) FROM bins", "HUGEINT"],
		["SELECT CAST(a AS VARCHAR) FROM ev", "STRING"],
		["SELECT a FROM ev ORDER BY a", "NULLS"],
		["SELECT a FROM ev ORDER BY a NULLS LAST, f(a, b) DESC LIMIT 3", "f(a, b) DESC"],
		["SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY ts ROWS UNBOUNDED PRECEDING) FROM ev", "ORDER BY ts"],
	])("%s", (sql, why) => expect(portabilityFaults(sql).join("; ")).toContain(why));
	test("a comment may say anything", () => expect(portabilityFaults('SELECT a FROM ev -- "a" / b, round(x)')).toEqual([]));
});
