import { copyFile, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { type Link, openDatabase } from "./database.js";

/** Backups of before a migration that stay; older ones go when a new one has been verified. */
const kept = 3;

const countEvents = async (link: Link): Promise<number> => Number((await link.row("SELECT count(*) AS n FROM events"))["n"]);

const countIn = async (path: string): Promise<number> => {
	const copy = await openDatabase(path, { access_mode: "READ_ONLY" });
	try {
		return await copy.use(countEvents);
	} finally {
		await copy.close();
	}
};

const sync = async (path: string): Promise<void> => {
	const file = await open(path, "r+");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
};

const prune = async (directory: string, prefix: string): Promise<void> => {
	const names = (await readdir(directory)).filter((name) => name.startsWith(prefix) && name.endsWith(".duckdb")).sort();
	for (const name of names.slice(0, -kept)) await rm(join(directory, name), { force: true });
};

/**
 * Copies the file of an open store and proves the copy by opening it read-only and counting its events.
 * Rejects, with the copy removed, when the two differ: then nothing must be migrated.
 */
export const backUp = async (link: Link, path: string, options: { readonly directory: string; readonly now: number }): Promise<string> => {
	await mkdir(options.directory, { recursive: true });
	await link.exec("CHECKPOINT");
	const prefix = `${basename(path, ".duckdb")}-`;
	const target = join(options.directory, `${prefix}${new Date(options.now).toISOString().replaceAll(":", "-")}.duckdb`);
	const unproven = `${target}.part`;
	try {
		await copyFile(path, unproven);
		await sync(unproven);
		const [here, there] = [await countEvents(link), await countIn(unproven)];
		if (here !== there)
			throw new AppError(
				"store_unavailable",
				`The backup of ${path} holds ${there} events instead of ${here}. Nothing was changed; free some space and try again.`,
				{
					reason: "backup",
					path,
				},
			);
		await rename(unproven, target);
	} finally {
		await rm(unproven, { force: true });
	}
	await prune(options.directory, prefix);
	return target;
};
