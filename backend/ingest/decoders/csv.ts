import { type Parser, parse } from "csv-parse";
import type { FileRow, RowFault, RowLots } from "./file-row.js";

export interface CsvLayout {
	readonly delimiter: string;
	/** Names of the columns; the first record is data when `header` is false. */
	readonly columns: readonly string[];
	readonly header: boolean;
	/** Lines before the header, such as Excel's `sep=;`. */
	readonly skipLines: number;
}

/** A record longer than this is most often a quote that is never closed; without a bound it would take the rest of the file into memory. */
const longestRecord = 1024 * 1024;

/** Options shared with the sniffing of the layout. A stray quote inside an unquoted cell (`5" pipe`) is kept as text. */
export const csvOptions = (delimiter: string, skipLines: number) => ({
	delimiter,
	from_line: skipLines + 1,
	record_delimiter: ["\r\n", "\n", "\r"],
	relax_quotes: true,
	relax_column_count: true,
	skip_empty_lines: true,
	max_record_size: longestRecord,
});

/**
 * Reads CSV text as a stream. A row with fewer cells than the header is filled with nulls and warned of; one with more is
 * broken unless the surplus is empty. A quote that is never closed ends the reading with a fault of that row.
 */
export async function* csvRows(text: AsyncIterable<string>, layout: CsvLayout): RowLots {
	const records: string[][] = [];
	/** Taken by callback: what waits in a stream that fails is lost, and rows before a fault must not be. */
	const keep = (record: string[]): null => {
		records.push(record);
		return null;
	};
	const parser = parse({ ...csvOptions(layout.delimiter, layout.skipLines), on_record: keep as never });
	/** Failures arrive through the callbacks of write and end. */
	parser.on("error", () => undefined);
	let row = layout.header ? -1 : 0;
	const taken = (): FileRow[] => {
		const rows = records.splice(0).map((record) => csvRow(++row, record, layout.columns.length));
		return layout.header && rows[0]?.row === 0 ? rows.slice(1) : rows;
	};
	try {
		for await (const chunk of text) {
			const failure = await fed(parser, chunk);
			yield taken();
			if (failure) return yield [broken(row + 1, failure)];
		}
		const failure = await fed(parser, null);
		yield taken();
		if (failure) yield [broken(row + 1, failure)];
	} finally {
		parser.destroy();
	}
}

const fed = (parser: Parser, chunk: string | null): Promise<Error | null> =>
	new Promise((done) => {
		const settle = (failure?: Error | null) => done(failure ?? null);
		if (chunk === null) parser.end(settle);
		else parser.write(chunk, settle);
	});

const csvRow = (row: number, record: readonly string[], width: number): FileRow => {
	if (record.length === width) return { row, cells: record };
	if (record.length < width)
		return { row, cells: [...record, ...Array(width - record.length).fill(null)], fault: short(record.length, width) };
	if (record.slice(width).every((cell) => cell.trim() === "")) return { row, cells: record.slice(0, width) };
	return { row, cells: record.slice(0, width), fault: long(record.length, width) };
};

const short = (found: number, width: number): RowFault => ({
	code: "row_short",
	severity: "warning",
	title: "Row with missing cells",
	message: `${found} of ${width} cells. The missing ones count as empty.`,
});

const long = (found: number, width: number): RowFault => ({
	code: "row_long",
	severity: "error",
	title: "Row with too many cells",
	message: `${found} cells under ${width} columns: a delimiter inside a cell without quotes? Left out.`,
});

/** What csv-parse says of it is about its own settings; here it is said of the file. */
const broken = (row: number, failure: Error): FileRow => {
	const isLong = "code" in failure && failure.code === "CSV_MAX_RECORD_SIZE";
	const title = isLong ? "Row that does not end" : "Quote that is not closed";
	const why = isLong ? `This row is longer than ${longestRecord / 1024} KB` : "A quote opened in this row does not close";
	const mend = isLong ? "Close the quote that runs on in it, or shorten its cells," : "Close it";
	const message = `${why}, so this row and all after it were left out. ${mend} and import again.`;
	return { row, cells: [], fault: { code: "row_broken", severity: "error", title, message } };
};
