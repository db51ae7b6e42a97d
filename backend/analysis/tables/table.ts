import { z } from "zod";
import type { TablePage } from "../../contract/analysis.js";
import { AppError } from "../../contract/errors.js";
import type { AnalysisEngine, Query, Scope } from "../../engine/port.js";
import { type Table, tables } from "./list.js";

export interface TableRequest {
	readonly table: keyof typeof tables;
	readonly sort: string | undefined;
	readonly descending: boolean;
	readonly limit: number;
	readonly offset: number;
}

const totalRow = z.tuple([z.object({ total: z.int() })]);
const cells = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/**
 * One page of a table, computed now over all that the scope lets through. Sorted by the column asked for, then by the table's key
 * ascending; nulls last. Throws `invalid` for a column that the table does not have.
 */
export const readTable = async (engine: AnalysisEngine, scope: Scope, request: TableRequest, signal?: AbortSignal): Promise<TablePage> => {
	const table: Table = tables[request.table];
	const query = pageQuery(table, request);
	const run = await engine.open(scope, signal);
	try {
		const [{ total }] = totalRow.parse(await run.query(totalQuery(table, request.table)));
		const rows = cells.array().parse(await run.query(query));
		const names = Object.keys(shownColumns(table));
		return {
			columns: Object.entries(shownColumns(table)).map(([name, unit]) => ({ name, unit })),
			rows: rows.map((row) => names.map((name) => row[name] ?? null)),
			total,
		};
	} finally {
		await run.close();
	}
};

/** The name stands beside the key it belongs to. */
const shownColumns = ({ columns, key, names }: Table): Table["columns"] =>
	names ? { [key]: columns[key] ?? "text", name: "text", ...columns } : columns;

const totalQuery = (table: Table, name: string): Query => ({
	name: `table.${name}.total`,
	sql: `SELECT COUNT(*) AS total FROM (${table.sql}) AS t`,
});

/** Composed from the closed list alone: what a caller sends is compared with it, and bound. */
const pageQuery = (table: Table, request: TableRequest): Query => {
	const column = sortColumn(table, request);
	const order = (of: string) =>
		`ORDER BY ${of}.${column} ${request.descending ? "DESC" : "ASC"} NULLS LAST, ${of}.${table.key} ASC NULLS LAST`;
	const shown = `shown AS (SELECT * FROM (${table.sql}) AS t ${order("t")} LIMIT :limit OFFSET :offset)`;
	const named = table.names ? `, named AS (${table.names})` : "";
	const columns = table.names ? "shown.*, named.name" : "shown.*";
	const join = table.names ? ` LEFT JOIN named ON named.${table.key} = shown.${table.key}` : "";
	const sql = `WITH ${shown}${named} SELECT ${columns} FROM shown${join} ${order("shown")}`;
	return { name: `table.${request.table}`, sql, params: { limit: request.limit, offset: request.offset } };
};

const sortColumn = (table: Table, { sort = table.main, table: name }: TableRequest): string => {
	const column = Object.keys(table.columns).find((known) => known === sort);
	if (column) return column;
	const known = Object.keys(table.columns).join(", ");
	throw new AppError("invalid", `The table of ${name} cannot be sorted by ${sort}. Sort it by one of: ${known}.`, { path: "sort" });
};
