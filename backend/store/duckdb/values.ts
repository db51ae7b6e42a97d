import {
	BIGINT,
	BOOLEAN,
	DOUBLE,
	DuckDBDecimalValue,
	DuckDBListValue,
	type DuckDBType,
	type DuckDBValue,
	LIST,
	listValue,
	SQLNULL,
	VARCHAR,
} from "@duckdb/node-api";
import type { Cell } from "../../engine/port.js";

/** What a statement may be given. Whole numbers are bound as BIGINT, so that they compare with BIGINT columns without a cast. */
export type Param = string | number | boolean | null | readonly string[];
export type Params = Readonly<Record<string, Param>>;
export type PlainRow = Record<string, Cell>;

/** The one place where DuckDB's BigInt (counts, HUGEINT sums) becomes a number. Throws past 2^53 instead of rounding. */
export const wholeNumber = (value: bigint): number => {
	const number = Number(value);
	if (!Number.isSafeInteger(number)) throw new RangeError(`The whole number ${value} is past 2^53 and would lose digits.`);
	return number;
};

const cell = (value: DuckDBValue): Cell => {
	if (typeof value === "bigint") return wholeNumber(value);
	if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	if (value instanceof DuckDBDecimalValue) return Number(value.toString());
	if (value instanceof DuckDBListValue) return value.items.map(cell);
	throw new TypeError(`A query answered a value of a kind that has no place on the wire: ${String(value)}. Cast it in the SQL.`);
};

/** Rows of a result as plain objects; `columns` are the result's column names. */
export const plainRows = (columns: readonly string[], rows: readonly (readonly DuckDBValue[])[]): PlainRow[] =>
	rows.map((row) => {
		const plain: PlainRow = {};
		for (const [index, name] of columns.entries()) plain[name] = cell(row[index] ?? null);
		return plain;
	});

const typed = (param: Param): { value: DuckDBValue; type: DuckDBType } => {
	if (param === null) return { value: null, type: SQLNULL };
	if (typeof param === "string") return { value: param, type: VARCHAR };
	if (typeof param === "boolean") return { value: param, type: BOOLEAN };
	if (typeof param !== "number") return { value: listValue([...param]), type: LIST(VARCHAR) };
	return Number.isSafeInteger(param) ? { value: BigInt(param), type: BIGINT } : { value: param, type: DOUBLE };
};

export interface Bound {
	readonly values: Record<string, DuckDBValue>;
	readonly types: Record<string, DuckDBType>;
}

export const bind = (params: Params): Bound => {
	const values: Record<string, DuckDBValue> = {};
	const types: Record<string, DuckDBType> = {};
	for (const [name, param] of Object.entries(params)) {
		const { value, type } = typed(param);
		values[name] = value;
		types[name] = type;
	}
	return { values, types };
};
