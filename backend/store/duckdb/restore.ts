import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { countEvents, stamped, sync } from "./backup.js";
import { openDatabase } from "./database.js";
import { openingFailure, translate } from "./failures.js";
import { isThere } from "./files.js";
import { refuseUnknown } from "./migrate.js";
import { migrations } from "./migrations.js";

export interface RestoreRequest {
	/** Of the store; nobody has it open. */
	readonly path: string;
	/** The backup; it stays where it is. */
	readonly from: string;
	readonly now: number;
}

export interface Restored {
	readonly events: number;
	/** Where the store of before lies now; null when there was none. */
	readonly replaced: string | null;
}

/** A damaged store may be replaced, one that another process has open may not. */
const refuseHeld = async (path: string): Promise<void> => {
	if (!(await isThere(path))) return;
	try {
		await (await openDatabase(path, { access_mode: "READ_ONLY" })).close();
	} catch (error) {
		const failure = openingFailure(path, error);
		if (failure instanceof AppError && failure.details["reason"] === "locked") throw failure;
	}
};

/** Number of events in a file that this version can open. */
const prove = async (copy: string, from: string): Promise<number> => {
	try {
		const database = await openDatabase(copy, { access_mode: "READ_ONLY" });
		try {
			return await database.use(async (link) => {
				await refuseUnknown(link, { path: from, newest: migrations.at(-1)?.number ?? 0 });
				return countEvents(link);
			});
		} finally {
			await database.close();
		}
	} catch (error) {
		if (error instanceof AppError && error.details["reason"] === "newer") throw error;
		throw new AppError("invalid", `${from} is no backup of this console, or is damaged. Nothing was changed. Choose another file.`);
	}
};

/** Store and log go to the backups, under a name that opens them again as they were. */
const setAside = async (path: string, now: number): Promise<string | null> => {
	if (!(await isThere(path))) return null;
	const folder = join(dirname(path), "backups");
	const target = join(folder, `replaced-${basename(path, ".duckdb")}-${stamped(now)}.duckdb`);
	await mkdir(folder, { recursive: true });
	await rename(path, target);
	if (await isThere(`${path}.wal`)) await rename(`${path}.wal`, `${target}.wal`);
	return target;
};

/**
 * Puts a copy of a backup, once it has been opened and counted, in the store's place, and the store of before beside the backups.
 * Rejects with AppError `not_found`, `invalid`, `disk_full`, or `store_unavailable` (locked, newer), having changed nothing.
 */
export const restore = async ({ path, from, now }: RestoreRequest): Promise<Restored> => {
	if (!(await isThere(from))) throw new AppError("not_found", `There is no file ${from}. Give the path of a backup.`);
	await refuseHeld(path);
	const copy = `${path}.restoring`;
	await mkdir(dirname(path), { recursive: true });
	try {
		await copyFile(from, copy);
		if (await isThere(`${from}.wal`)) await copyFile(`${from}.wal`, `${copy}.wal`);
		await sync(copy);
		const events = await prove(copy, from);
		const replaced = await setAside(path, now);
		await rename(copy, path);
		if (await isThere(`${copy}.wal`)) await rename(`${copy}.wal`, `${path}.wal`);
		return { events, replaced };
	} catch (error) {
		throw translate(error, path);
	} finally {
		await rm(copy, { force: true });
		await rm(`${copy}.wal`, { force: true });
	}
};
