import type { Bucket } from "../calendar.js";
import { identity, type Order, type ShownColumn } from "./report-columns.js";

/** What a report's queries are made of. Names come from the definition alone; everything that a caller sent is bound. */
export interface Plan {
	/** The report's own SQL. */
	readonly sql: string;
	readonly columns: readonly ShownColumn[];
	readonly search: string | undefined;
	/** Null for a report that is not over time. */
	readonly calendar: readonly Bucket[] | null;
}

type Params = Readonly<Record<string, string | number | null>>;
export type Key = readonly (string | number | null)[];

export interface Planned {
	readonly sql: string;
	readonly params: Params;
}

/** One page of rows, each with the totals over the rows of all pages; one row without keys (`of_page` null) where the page is empty. */
export const pageQuery = (plan: Plan, { order, limit, offset }: { order: Order; limit: number; offset: number }): Planned => {
	const page = `page AS (SELECT found.*, 1 AS of_page FROM found ${orderBy(order, "found")} LIMIT :limit OFFSET :offset)`;
	const sql = `${withFound(plan)}, ${page} SELECT totals.*, page.* FROM totals LEFT JOIN page ON 1 = 1 ${orderBy(order, "page")}`;
	return { sql, params: { ...baseParams(plan), limit, offset } };
};

/** The values of the breakdown by their weight, a measure of the report: a missing one first, then the greatest, then by text; at most `most` and two. */
export const weightQuery = (plan: Plan, weight: string, most: number): Planned => ({
	sql: `${withFound(plan)} SELECT found.by_value, CAST(SUM(found.${weight}) AS DOUBLE) AS weight FROM found GROUP BY found.by_value ORDER BY CASE WHEN found.by_value IS NULL THEN 0 ELSE 1 END ASC NULLS LAST, weight DESC NULLS LAST, found.by_value ASC NULLS LAST LIMIT :limit`,
	params: { ...baseParams(plan), limit: most + 2 },
});

/** The rows that have one of the keys, nulls being equal, each with the totals over all rows. `keys` are not empty. */
export const matchQuery = (plan: Plan, keys: readonly Key[]): Planned => {
	const own = identity(plan.columns);
	const names = own.map((_, at) => `k${at}`);
	const tuples = keys.map((_, row) => `(${own.map((column, at) => `CAST(:w${row}_${at} AS ${sqlType(column)})`).join(", ")})`);
	const wanted = `wanted AS (SELECT * FROM (VALUES ${tuples.join(", ")}) AS w(${names.join(", ")}))`;
	const same = own.map(({ sql }, at) => `found.${sql} IS NOT DISTINCT FROM wanted.k${at}`).join(" AND ");
	const page = `page AS (SELECT found.*, 1 AS of_page FROM found JOIN wanted ON ${same})`;
	const sql = `${withFound(plan)}, ${wanted}, ${page} SELECT totals.*, page.* FROM totals LEFT JOIN page ON 1 = 1`;
	const bound = keys.flatMap((key, row) => key.map((value, at) => [`w${row}_${at}`, value] as const));
	return { sql, params: { ...baseParams(plan), ...Object.fromEntries(bound) } };
};

/** The name under which a query gives a column's sum over all rows. */
export const sumName = ({ sql }: ShownColumn): string => `sum_${sql}`;

const withFound = (plan: Plan): string => {
	const sums = plan.columns
		.filter(({ sum }) => sum)
		.map((column) => `COALESCE(CAST(SUM(${exact(column)}) AS DOUBLE), 0) AS ${sumName(column)}`);
	const calendar = plan.calendar === null ? "" : `calendar AS (${calendarSql(plan.calendar)}), `;
	return `WITH ${calendar}report AS (${plan.sql}), found AS (SELECT report.* FROM report${searched(plan)}), totals AS (SELECT ${["COUNT(*) AS all_rows", ...sums].join(", ")} FROM found)`;
};

/** Money is added as decimals, as within a row, so that rows sum up to the penny. */
const exact = ({ sql, unit }: ShownColumn): string => (unit === "money" ? `CAST(${sql} AS DECIMAL(38, 8))` : sql);

/** The text as it is, so that no character of it is a wildcard. */
const searched = ({ search, columns }: Plan): string => {
	if (search === undefined || search === "") return "";
	const texts = columns.filter(({ role, unit }) => role === "key" && unit === "text");
	return ` WHERE ${texts.map(({ sql }) => `instr(lower(report.${sql}), lower(:search)) > 0`).join(" OR ") || "1 = 0"}`;
};

const orderBy = ({ first, descending, ties }: Order, of: string): string =>
	`ORDER BY ${[`${of}.${first.sql} ${descending ? "DESC" : "ASC"} NULLS LAST`, ...ties.map(({ sql }) => `${of}.${sql} ASC NULLS LAST`)].join(", ")}`;

const sqlType = ({ unit }: ShownColumn): string => (unit === "text" || unit === "day" ? "STRING" : "BIGINT");

const calendarSql = (buckets: readonly Bucket[]): string => {
	if (buckets.length === 0) return "SELECT 0 AS place, '' AS label, CAST(0 AS BIGINT) AS start_ts, CAST(0 AS BIGINT) AS end_ts WHERE 1 = 0";
	const rows = buckets.map((_, at) => `(${at}, :label_${at}, CAST(:edge_${at} AS BIGINT), CAST(:edge_${at + 1} AS BIGINT))`);
	return `SELECT * FROM (VALUES ${rows.join(", ")}) AS c(place, label, start_ts, end_ts)`;
};

const calendarParams = (buckets: readonly Bucket[]): Params => {
	const last = buckets.at(-1);
	const end = last ? { [`edge_${buckets.length}`]: last.start + last.hours * 3_600_000 } : {};
	const own = buckets.flatMap(({ label, start }, at) => [[`label_${at}`, label] as const, [`edge_${at}`, start] as const]);
	return { ...Object.fromEntries(own), ...end };
};

const baseParams = ({ search, calendar }: Plan): Params => ({
	...(search === undefined || search === "" ? {} : { search }),
	...(calendar === null ? {} : calendarParams(calendar)),
});
