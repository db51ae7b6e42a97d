import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { AppError } from "../../contract/errors.js";
import { parseExact } from "./exact-json.js";
import type { FileRow, RowLots } from "./file-row.js";

/** What a column's cells come out as. `time` has no zone, `instant` has one; both are ISO text. */
export type ParquetKind = "text" | "number" | "boolean" | "json" | "time" | "instant";

export interface ParquetColumn {
	readonly name: string;
	readonly kind: ParquetKind;
	/** Cells whose digits a number cannot hold stay text. */
	readonly exact: boolean;
}

export interface ParquetShape {
	readonly columns: readonly ParquetColumn[];
	readonly rows: number;
}

/** Columns and number of rows, from the file's foot. Throws AppError `invalid` when it is no readable Parquet file. */
export const parquetShape = (path: string): Promise<ParquetShape> =>
	withReader(async (reader) => {
		const described = await reader.runAndReadAll("DESCRIBE SELECT * FROM read_parquet($path)", { path: literalPath(path) });
		const counted = await reader.runAndReadAll("SELECT count(*)::DOUBLE AS n FROM read_parquet($path)", { path: literalPath(path) });
		const columns = described.getRowObjects().map((row) => columnOf(String(row["column_name"]), String(row["column_type"])));
		return { columns, rows: Number(counted.getRowObjects()[0]?.["n"] ?? 0) };
	});

/**
 * Rows in the file's order, in chunks of about 2,000, so memory stays within a row group. A database of its own in memory
 * reads the file: never the store's, which a broken file must not touch.
 */
export async function* parquetRows(path: string, columns: readonly ParquetColumn[]): RowLots {
	const { instance, reader } = await openReader();
	try {
		const list = columns.map(selected).join(", ");
		const result = await reader.stream(`SELECT ${list} FROM read_parquet($path)`, { path: literalPath(path) });
		let row = 0;
		for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
			yield chunk.getRows().map((cells): FileRow => ({ row: ++row, cells: cells.map((cell, at) => typed(cell, columns[at])) }));
	} catch (cause) {
		throw unreadable(cause);
	} finally {
		reader.closeSync();
		instance.closeSync();
	}
}

const openReader = async () => {
	const instance = await DuckDBInstance.create(":memory:", {
		threads: "2",
		memory_limit: "512MB",
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
	});
	const reader = await instance.connect();
	await reader.run("SET TimeZone = 'UTC'");
	return { instance, reader };
};

const withReader = async <T>(work: (reader: DuckDBConnection) => Promise<T>): Promise<T> => {
	const { instance, reader } = await openReader();
	try {
		return await work(reader);
	} catch (cause) {
		throw unreadable(cause);
	} finally {
		reader.closeSync();
		instance.closeSync();
	}
};

/** read_parquet takes patterns; a name that holds their signs means itself. */
const literalPath = (path: string): string => path.replace(/[*?[]/g, "[$&]");

const columnOf = (name: string, type: string): ParquetColumn => ({
	name,
	kind: kindOf(type),
	exact: /^(DECIMAL|U?BIGINT|U?HUGEINT)/.test(type),
});

const kindOf = (type: string): ParquetKind => {
	if (/[[(]/.test(type) && /^(STRUCT|MAP|UNION)\(|\]$/.test(type)) return "json";
	if (type === "JSON") return "json";
	if (type === "BOOLEAN") return "boolean";
	if (type === "TIMESTAMP WITH TIME ZONE") return "instant";
	if (/^(TIMESTAMP|DATE)/.test(type)) return "time";
	return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/.test(type) ? "number" : "text";
};

/** Names come from the file, so they are quoted as identifiers; SQL offers no binding for them. */
const selected = ({ name, kind }: ParquetColumn): string => {
	const column = `"${name.replaceAll('"', '""')}"`;
	return kind === "json" ? `to_json(${column})::VARCHAR` : `${column}::VARCHAR`;
};

const typed = (cell: unknown, column: ParquetColumn | undefined): unknown => {
	if (typeof cell !== "string") return null;
	if (column?.kind === "boolean") return cell === "true";
	if (column?.kind === "json") return parseExact(cell);
	if (column?.kind !== "number") return cell;
	const number = Number(cell);
	if (column.exact && cell.replace(/\D/g, "").length > 15 && String(number) !== cell) return cell;
	return Number.isFinite(number) ? number : null;
};

const unreadable = (cause: unknown): Error => {
	if (cause instanceof AppError) return cause;
	const text = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
	return new AppError("invalid", `The Parquet file cannot be read: ${text.slice(0, 300)} Write it anew, or export the data as CSV.`);
};
