import { parseExact } from "../ingest/index.js";

/** Text of a cell; null for an empty one. Objects become their JSON. */
export const textOf = (cell: unknown): string | null => {
	if (typeof cell === "string") return cell.trim() === "" ? null : cell;
	if (cell === null || cell === undefined) return null;
	return typeof cell === "number" ? String(cell) : JSON.stringify(cell);
};

/** What databases and tables write for no value; as somebody's id it would make one visitor of many. */
const nothing = /^(null|\\N|nan|none|undefined|\(not set\))$/i;

export const idOf = (cell: unknown): string | null => {
	const text = textOf(cell);
	return text !== null && nothing.test(text) ? null : text;
};

/** A JSON object, given as such or as its text; null for anything else. */
export const objectOfCell = (cell: unknown): Readonly<Record<string, unknown>> | null => {
	if (typeof cell === "string") return objectOfCell(parsedOf(cell));
	return typeof cell === "object" && cell !== null && !Array.isArray(cell) ? (cell as Record<string, unknown>) : null;
};

const parsedOf = (text: string): unknown => {
	try {
		return parseExact(text);
	} catch {
		return null;
	}
};
