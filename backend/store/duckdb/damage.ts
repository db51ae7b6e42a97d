import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { isMissing } from "./files.js";

/** What DuckDB says of a block whose bytes are not those it wrote. */
export const isDamage = (message: string): boolean =>
	/computed checksum \d+ does not match|Corrupt database file|Serialization Error|Failed to deserialize/i.test(message);

/** Newest of the copies beside a store; their names are times. */
export const newestBackup = (path: string): string | null => {
	const folder = join(dirname(path), "backups");
	const prefix = `${basename(path, ".duckdb")}-`;
	try {
		const names = readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith(".duckdb"));
		const newest = names.sort().at(-1);
		return newest === undefined ? null : join(folder, newest);
	} catch (error) {
		if (isMissing(error)) return null;
		throw error;
	}
};

const advice = (path: string): string => {
	const backup = newestBackup(path);
	return backup === null
		? "No backup lies beside it. Close the console, copy the file away, and export what can still be read with npm run export."
		: `The last good backup is ${backup}. Close the console, move the damaged file away, copy the backup to its place, and start again; what came after the backup is in the damaged file alone.`;
};

/** Of a store that opens, or nearly, but has a part that cannot be read. */
export const damagedStore = (path: string): AppError =>
	new AppError(
		"store_unavailable",
		`A part of the event store ${path} is damaged and cannot be read. It was left as it is. ${advice(path)}`,
		{
			reason: "corrupt",
			path,
		},
	);
