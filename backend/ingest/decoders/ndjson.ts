import { deepest, isTooDeep } from "../size.js";
import { parseExact } from "./exact-json.js";
import type { FileRow, RowFault, RowLots } from "./file-row.js";
import { textLines } from "./text-lines.js";

/** A line longer than this is left out; an event may have 32 KB. */
const longestLine = 1024 * 1024;

/**
 * Reads one JSON object a line. Keys in `columns` become cells, with their types; all others become `extra`. Blank lines are
 * passed over; a line that is no object is a broken row.
 */
export async function* ndjsonRows(text: AsyncIterable<string>, columns: readonly string[]): RowLots {
	const known = new Map(columns.map((column, at) => [column, at]));
	for await (const lines of textLines(text, longestLine)) {
		const rows: FileRow[] = [];
		for (const { line, text } of lines) if (text === null || text.trim() !== "") rows.push(ndjsonRow(line, text, known));
		yield rows;
	}
}

const ndjsonRow = (row: number, text: string | null, known: ReadonlyMap<string, number>): FileRow => {
	if (text === null) return { row, cells: [], fault: fault(`Longer than ${longestLine / 1024} KB. Left out.`) };
	const value = objectOf(text);
	if (value === null) return { row, cells: [], fault: fault(`"${text.slice(0, 60)}" is not a JSON object. Left out.`) };
	if (isTooDeep(value)) return { row, cells: [], fault: fault(`Nested deeper than ${deepest} levels. Left out.`) };
	const cells: unknown[] = Array(known.size).fill(null);
	const extra: [string, unknown][] = [];
	for (const [key, cell] of Object.entries(value)) {
		const at = known.get(key);
		if (at === undefined) extra.push([key, cell]);
		else cells[at] = cell;
	}
	return extra.length > 0 ? { row, cells, extra: Object.fromEntries(extra) } : { row, cells };
};

/** The object a line holds, or null when it holds none. */
export const objectOf = (text: string): Record<string, unknown> | null => {
	try {
		const value = parseExact(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
};

const fault = (message: string): RowFault => ({ code: "row_broken", severity: "error", title: "Line cannot be read", message });
