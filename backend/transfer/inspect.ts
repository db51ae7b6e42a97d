import { AppError } from "../contract/errors.js";
import type { FileInfo } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import type { ImportStore, SettingsStore } from "../store/ports.js";
import { textOf } from "./cells.js";
import type { OpenFile } from "./files.js";
import { type Guess, guessFields, guessMapping, type SampledColumn } from "./guess.js";
import { columnsOf, detailOf, type Layout, rowsOf } from "./layout.js";
import { previewRows } from "./problems.js";

/** Guesses rest on so many rows. */
const sampleRows = 1_000;
const longestSample = 200;

/** Name, format, columns with guesses, the first 20 rows, and whether the content was imported before. */
export const inspect = async (store: ImportStore & Pick<SettingsStore, "settings">, file: OpenFile): Promise<FileInfo> => {
	const rows = await firstRows(file);
	if (rows.length === 0) throw noRows(file);
	const columns = columnsOf(file.layout).map((name, at) => sampled(name, at, rows));
	const guesses = file.layout.format === "access_log" ? logGuesses : guessFields(columns);
	const { time_zone } = await store.settings();
	const { mapping, needsZone } = guessMapping(columns, guesses, { tz: time_zone, delimiter: delimiterOf(file.layout) });
	const before = file.sha256 === null ? null : await store.importOf(file.sha256);
	return {
		file_id: file.id,
		name: file.bytes.name,
		bytes: file.bytes.bytes,
		format: file.layout.format,
		detail: detailOf(file.layout, file.bytes),
		sha256: file.sha256,
		columns: columns.map(({ name }, at) => ({
			name,
			guess: guesses[at]?.field ?? "property",
			fit: guesses[at]?.fit ?? "none",
			samples: rows.slice(0, 3).map(({ cells }) => shown(cells[at])),
		})),
		preview: rows.slice(0, previewRows).map(({ cells }) => columns.map((_, at) => shown(cells[at]))),
		mapping: { ...mapping, ...ofFormat(file.layout) },
		needs_zone: needsZone,
		already_imported: before?.import_id ?? null,
	};
};

const noRows = ({ bytes, layout }: OpenFile): AppError => {
	const names = columnsOf(layout).slice(0, 10).join(", ");
	const held = layout.format === "csv" && layout.csv.header ? `one line, the names of columns (${names}), and no rows` : "no rows";
	return new AppError("invalid", `${bytes.name} holds ${held}: there is nothing to import. Choose a file with events in it.`);
};

const delimiterOf = (layout: Layout): string | null => (layout.format === "csv" ? layout.csv.delimiter : null);

const firstRows = async (file: OpenFile): Promise<FileRow[]> => {
	const rows: FileRow[] = [];
	for await (const lot of rowsOf(file.bytes, file.layout)) {
		rows.push(...lot);
		if (rows.length >= sampleRows) break;
	}
	return rows.slice(0, sampleRows);
};

const sampled = (name: string, at: number, rows: readonly FileRow[]): SampledColumn => ({
	name,
	cells: rows.map(({ cells }) => cells[at]).filter((cell) => textOf(cell) !== null),
});

const shown = (cell: unknown): string | null => textOf(cell)?.slice(0, longestSample) ?? null;

/** By accessLogColumns: the format fixes what they mean. */
const logGuesses: readonly Guess[] = (
	["timestamp", "ip", "property", "url", "property", "property", "referrer", "user_agent"] as const
).map((field) => ({ field, fit: "name" }));

const ofFormat = (layout: Layout) => (layout.format === "access_log" ? { default_event_type: "pageview" } : {});
