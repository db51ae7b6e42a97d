import { AppError } from "../contract/errors.js";
import type { ImportFormat } from "../contract/transfer.js";
import type { RowLots } from "../ingest/index.js";
import {
	accessLogColumns,
	accessLogRows,
	type CsvLayout,
	csvRows,
	ndjsonRows,
	objectOf,
	type ParquetColumn,
	parquetRows,
	parquetShape,
	textLines,
} from "../ingest/index.js";
import { decoded, type Encoding, encodingNames, encodingOf } from "./encoding.js";
import { contentOf, type FileBytes, headOf, type Reading, signalled } from "./file-bytes.js";
import { csvLayout, delimiterNames, isParquet, refuseContainers, textFormat } from "./sniff.js";

/** How a file is to be read. */
export type Layout =
	| { readonly format: "csv"; readonly encoding: Encoding; readonly csv: CsvLayout }
	| { readonly format: "ndjson"; readonly encoding: Encoding; readonly columns: readonly string[] }
	| { readonly format: "access_log"; readonly encoding: Encoding }
	| { readonly format: "parquet"; readonly columns: readonly ParquetColumn[]; readonly rows: number };

/** Enough for the first lines of a wide file. */
const headBytes = 256 * 1024;
/** Keys of this many lines become columns; what comes later is kept as properties. */
const linesForColumns = 200;

/** As many can be told what they mean. Of NDJSON the keys beyond are kept as properties; a table that wide is seldom one of events. */
const mostColumns = 500;

const refuseWide = (layout: Layout, name: string): Layout => {
	const { length } = columnsOf(layout);
	if (length <= mostColumns) return layout;
	throw new AppError(
		"invalid",
		`${name} has ${length} columns; ${mostColumns} can be read. Leave out those that are not needed, or write NDJSON.`,
	);
};

/** Finds out how to read a file; `asked` takes the place of the guess. Throws AppError `unsupported`, `invalid`. */
export const layoutOf = async (file: FileBytes, asked?: ImportFormat): Promise<Layout> => refuseWide(await guessed(file, asked), file.name);

const guessed = async (file: FileBytes, asked?: ImportFormat): Promise<Layout> => {
	const head = await headOf(file, headBytes);
	if (isParquet(head) || asked === "parquet") return { format: "parquet", ...(await parquetShape(file.path)) };
	refuseContainers(head, file.name);
	const encoding = encodingOf(head, file.name);
	const text = await headText(head, encoding);
	const format = asked ?? textFormat(text, file.name);
	if (format === "csv")
		return { format, encoding, csv: csvLayout(text, { name: file.name, complete: head.length < headBytes, asked: asked === "csv" }) };
	if (format === "ndjson") return { format, encoding, columns: await firstKeys(text) };
	return { format, encoding };
};

const headText = async (head: Buffer, encoding: Encoding): Promise<string> => {
	const parts: string[] = [];
	for await (const part of decoded(only(head), encoding)) parts.push(part);
	return parts.join("");
};

async function* only<T>(value: T): AsyncGenerator<T> {
	yield value;
}

/** The union of the keys of the first lines, in the order of their appearance. */
const firstKeys = async (text: string): Promise<string[]> => {
	const keys = new Set<string>();
	for await (const lines of textLines(only(text), headBytes))
		for (const { text } of lines.slice(0, linesForColumns)) for (const key of Object.keys(objectOf(text ?? "") ?? {})) keys.add(key);
	return [...keys].slice(0, mostColumns);
};

export const columnsOf = (layout: Layout): readonly string[] => {
	if (layout.format === "csv") return layout.csv.columns;
	if (layout.format === "ndjson") return layout.columns;
	return layout.format === "parquet" ? layout.columns.map(({ name }) => name) : accessLogColumns;
};

const csvForm = ({ columns, delimiter }: CsvLayout): string =>
	columns.length === 1 ? "one column" : (delimiterNames[delimiter] ?? `separated by ${delimiter}`);

/** One line of people's words, such as: comma separated, UTF-8, gzip. */
export const detailOf = (layout: Layout, file: FileBytes): string => {
	if (layout.format === "parquet") return `Parquet, ${layout.rows} rows`;
	const form = {
		csv: () => (layout.format === "csv" ? csvForm(layout.csv) : ""),
		ndjson: () => "one JSON object a line",
		access_log: () => "web server log",
	}[layout.format]();
	const header = layout.format === "csv" && !layout.csv.header ? ["no header"] : [];
	return [form, ...header, encodingNames[layout.encoding], ...(file.gzip ? ["gzip"] : [])].join(", ");
};

/** All that was found later than the head: a byte that is no UTF-8 makes the file Windows-1252. */
export const withEncoding = (layout: Layout, utf8: boolean): Layout =>
	layout.format !== "parquet" && layout.encoding === "utf-8" && !utf8 ? { ...layout, encoding: "windows-1252" } : layout;

/** The rows of a file from its start, in lots. Throws AppError `cancelled`, `invalid`. */
export async function* rowsOf(file: FileBytes, layout: Layout, reading: Reading = {}): RowLots {
	for await (const lot of decodedRows(file, layout, reading)) {
		signalled(reading.signal);
		yield lot;
	}
}

const decodedRows = (file: FileBytes, layout: Layout, reading: Reading): RowLots => {
	if (layout.format === "parquet") return parquetLots(file, layout, reading);
	const text = decoded(contentOf(file, reading), layout.encoding);
	if (layout.format === "csv") return csvRows(text, layout.csv);
	return layout.format === "ndjson" ? ndjsonRows(text, layout.columns) : accessLogRows(text);
};

/** DuckDB reads the file itself, so the bytes are told by the share of rows. */
async function* parquetLots(file: FileBytes, layout: Extract<Layout, { format: "parquet" }>, { onBytes }: Reading): RowLots {
	let rows = 0;
	for await (const lot of parquetRows(file.path, layout.columns)) {
		rows += lot.length;
		onBytes?.(Math.round((file.bytes * rows) / Math.max(1, layout.rows)));
		yield lot;
	}
}
