import { parse } from "csv-parse/sync";
import { AppError } from "../contract/errors.js";
import type { ImportFormat } from "../contract/transfer.js";
import { type CsvLayout, csvOptions, isAccessLogLine, objectOf } from "../ingest/index.js";
import { looksLikeTime } from "./read-time.js";

/** Magic numbers of what people try by mistake, with what to do instead. */
const containers: readonly (readonly [hex: string, advice: string])[] = [
	["504b0304", "is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV"],
	["504b0506", "is an empty ZIP archive. Choose another file"],
	["d0cf11e0", "is an old Excel workbook. Save the sheet as CSV"],
	["425a68", "is packed with bzip2. Unpack it"],
	["fd377a58", "is packed with xz. Unpack it"],
	["28b52ffd", "is packed with zstd. Unpack it"],
	["377abcaf", "is a 7z archive. Unpack it"],
	["1f8b", "is packed with gzip twice. Unpack it once"],
	["25504446", "is a PDF. Export the data as CSV"],
	["53514c697465", "is an SQLite database. Export the table as CSV"],
];

/** Throws AppError `unsupported` for archives and documents, and says what to do with them. */
export const refuseContainers = (head: Buffer, name: string): void => {
	const hex = head.subarray(0, 8).toString("hex");
	const found = containers.find(([magic]) => hex.startsWith(magic));
	if (found) throw new AppError("unsupported", `${name} ${found[1]}, then import that.`);
};

export const isParquet = (head: Buffer): boolean => head.subarray(0, 4).toString("latin1") === "PAR1";

/** The format of text by its first lines and, where these leave it open, the name. Throws AppError `unsupported`, `invalid`. */
export const textFormat = (head: string, name: string): Exclude<ImportFormat, "parquet"> => {
	const lines = head
		.split(/\r?\n|\r/)
		.filter((line) => line.trim() !== "")
		.slice(0, 20);
	const first = lines[0]?.trim() ?? "";
	if (first === "") throw new AppError("invalid", `${name} holds nothing but blanks. Choose another file.`);
	if (lines.filter(isAccessLogLine).length * 2 >= lines.length) return "access_log";
	if (objectOf(first) !== null) return "ndjson";
	if (first.startsWith("[") || first.startsWith("{")) throw new AppError("unsupported", oneDocument(name));
	if (/^<(!doctype|html|\?xml)/i.test(first)) throw new AppError("unsupported", `${name} is a web page or XML. Export the data as CSV.`);
	return "csv";
};

const oneDocument = (name: string): string =>
	`${name} is one JSON document, not one event a line. Turn it into lines, for instance with: jq -c '.[]' file.json > file.ndjson`;

export const delimiterNames: Readonly<Record<string, string>> = {
	",": "comma separated",
	";": "semicolon separated",
	"\t": "tab separated",
	"|": "bar separated",
};

/** What is known of the text beside its head. */
export interface CsvHints {
	readonly name: string;
	/** False when the text goes on behind the head. */
	readonly complete: boolean;
	/** True when somebody said that it is CSV. */
	readonly asked: boolean;
}

/** Delimiter, header and names of the columns, from the first records. Throws AppError `unsupported` when nothing separates. */
export const csvLayout = (head: string, { name, complete, asked }: CsvHints): CsvLayout => {
	const stated = /^sep=([^\r\n])\r?\n/.exec(head)?.[1];
	const skipLines = stated === undefined ? 0 : 1;
	const sample = complete ? head : head.slice(0, Math.max(head.lastIndexOf("\n"), head.lastIndexOf("\r")) + 1) || head;
	const read = (stated === undefined ? Object.keys(delimiterNames) : [stated]).map((delimiter) => ({
		delimiter,
		records: firstRecords(sample, delimiter, skipLines),
	}));
	const tried = read
		.filter(({ records }) => (records[0]?.length ?? 0) > 1)
		.sort((a, b) => evenness(b.records) - evenness(a.records) || (b.records[0]?.length ?? 0) - (a.records[0]?.length ?? 0));
	const best = tried[0] ?? (isOneColumn(read, asked || /\.[ct]sv(\.gz)?$/i.test(name)) ? read[0] : undefined);
	if (!best) throw new AppError("unsupported", unrecognised(name));
	const top = best.records[0] ?? [];
	const header = !top.some(isData);
	return { delimiter: best.delimiter, skipLines, header, columns: columnNames(header ? top : top.map(() => "")) };
};

/** A list, one cell a line under every delimiter: said or named to be a table, or one of times, which nothing else is. */
const isOneColumn = (read: readonly { readonly records: readonly string[][] }[], isTable: boolean): boolean =>
	read.every(({ records }) => records.every(({ length }) => length === 1)) &&
	(isTable || (read[0]?.records ?? []).every(([cell = ""]) => looksLikeTime(cell)));

const unrecognised = (name: string): string =>
	`${name} is no table of rows: no comma, semicolon, tab or bar separates its columns. Choose a file with a row a line, such as CSV or NDJSON.`;

const firstRecords = (sample: string, delimiter: string, skipLines: number): string[][] => {
	try {
		return parse(sample, { ...csvOptions(delimiter, skipLines), to: 50 }) as string[][];
	} catch {
		/** An unclosed quote under this delimiter, or a record cut by the end of the sample. */
		return parseLenient(sample, delimiter, skipLines);
	}
};

const parseLenient = (sample: string, delimiter: string, skipLines: number): string[][] =>
	sample
		.split(/\r?\n|\r/)
		.slice(skipLines, skipLines + 1)
		.map((line) => line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, "")));

/** Share of records as wide as the first. */
const evenness = (records: readonly string[][]): number =>
	records.filter((record) => record.length === records[0]?.length).length / records.length;

/** A name of a column is neither a number nor an address nor a time. */
const isData = (cell: string): boolean => /^-?\d+([.,]\d+)?$|^(https?:\/\/|\/)/i.test(cell.trim()) || looksLikeTime(cell);

/** Empty names become `column 3`; a name that occurs again gets ` (2)`. */
export const columnNames = (names: readonly string[]): string[] => {
	const taken = new Set<string>();
	return names.map((given, at) => {
		const base = given.trim().slice(0, 500) || `column ${at + 1}`;
		let name = base;
		for (let times = 2; taken.has(name); times++) name = `${base} (${times})`;
		taken.add(name);
		return name;
	});
};
