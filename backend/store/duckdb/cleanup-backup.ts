import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Link } from "./database.js";
import { translate } from "./failures.js";
import { isMissing, isThere } from "./files.js";
import doomedEvents from "./sql/noise/doomed-events.sql";
import proofSql from "./sql/noise/proof.sql";

/** Number and time make each name another. */
export const nameOf = (run: number, at: number): string =>
	`cleanup-${String(run).padStart(4, "0")}-${new Date(at).toISOString().replaceAll(":", "-")}.parquet`;

const proofOf = async (link: Link, rows: string, params: { readonly path?: string } = {}): Promise<string> => {
	const { events, proof } = await link.row(
		proofSql.replace("/*rows*/", () => rows),
		params,
	);
	return `${String(events)} ${String(proof)}`;
};

export const onDisk = async (path: string): Promise<void> => {
	const file = await open(path, "r+");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
};

const unwritable = (folder: string, error: unknown): unknown => {
	const told = translate(error, folder);
	if (told instanceof AppError && told.code === "disk_full")
		return new AppError(
			"disk_full",
			`The disk is full: the backup of what would be deleted does not fit into ${folder}. Nothing was deleted. Free some space, then try again.`,
			{ reason: "disk_full", retry_after: 30 },
		);
	if (told instanceof AppError || !/Cannot open file|Permission denied|EACCES|EPERM|EROFS|ENOTDIR|EEXIST/i.test(String(error))) return told;
	return new AppError(
		"invalid",
		`The backup of what would be deleted cannot be written to ${folder}. Nothing was deleted. Allow writing to it, then try again.`,
	);
};

/**
 * Writes what a deletion will take to a new file and proves it by reading it again: the file's name, in `folder`. Rejects, leaving no
 * file, when it cannot be written or differs from what stands in the store.
 */
export const backUpDoomed = async (link: Link, { folder, run, at }: { folder: string; run: number; at: number }): Promise<string> => {
	const name = nameOf(run, at);
	const [path, part] = [join(folder, name), join(folder, `${name}.part`)];
	await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
		throw unwritable(folder, error);
	});
	try {
		await link.exec(`COPY (${doomedEvents}) TO $path (FORMAT parquet, COMPRESSION zstd)`, { path: part });
		await onDisk(part);
		if ((await proofOf(link, doomedEvents)) !== (await proofOf(link, "FROM read_parquet($path)", { path: part })))
			throw new AppError(
				"store_unavailable",
				`The backup in ${folder} does not hold what would be deleted. Nothing was deleted. Try again.`,
				{
					reason: "backup",
				},
			);
		await rename(part, path);
		return name;
	} catch (error) {
		throw unwritable(folder, error);
	} finally {
		await rm(part, { force: true });
	}
};

/** Removes what a process that died left of backups that it did not end. No other process may write backups to the folder. */
export const sweepParts = async (folder: string): Promise<void> => {
	const names = await readdir(folder).catch((error: unknown) => {
		if (isMissing(error)) return [];
		throw error;
	});
	for (const name of names) if (/^cleanup-\d{4,}-[\dTZ.-]+\.parquet\.part$/.test(name)) await rm(join(folder, name), { force: true });
};

/** The whole path of a backup. Rejects with `invalid` when the file is gone. */
export const backupAt = async (folder: string, name: string): Promise<string> => {
	const path = join(folder, name);
	if (await isThere(path)) return path;
	throw new AppError("invalid", `The backup ${name} is not in ${dirname(path)}. Put it there again to undo this deletion.`, { path });
};
