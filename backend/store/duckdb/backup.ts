import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../contract/errors.js";
import type { CheckpointOptions } from "./checkpoints.js";
import { type Link, openDatabase } from "./database.js";
import { cancelled, translate } from "./failures.js";
import { isThere } from "./files.js";

/** Backups of before a migration that stay; older ones go when a new one has been verified. */
const kept = 3;

export const countEvents = async (link: Link): Promise<number> => Number((await link.row("SELECT count(*) AS n FROM events"))["n"]);

const countIn = async (path: string): Promise<number> => {
	const copy = await openDatabase(path, { access_mode: "READ_ONLY" });
	try {
		return await copy.use(countEvents);
	} finally {
		await copy.close();
	}
};

export const sync = async (path: string): Promise<void> => {
	const file = await open(path, "r+");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
};

const unequal = (path: string, here: number, there: number): AppError =>
	new AppError(
		"store_unavailable",
		`The backup of ${path} holds ${there} events instead of ${here}. Nothing was changed; free some space and try again.`,
		{ reason: "backup", path },
	);

export const stamped = (now: number): string => new Date(now).toISOString().replaceAll(":", "-");

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
	const target = join(options.directory, `${prefix}${stamped(options.now)}.duckdb`);
	const unproven = `${target}.part`;
	try {
		await copyFile(path, unproven);
		await sync(unproven);
		const [here, there] = [await countEvents(link), await countIn(unproven)];
		if (here !== there) throw unequal(path, here, there);
		await rename(unproven, target);
	} finally {
		await rm(unproven, { force: true });
	}
	await prune(options.directory, prefix);
	return target;
};

export interface BackupRequest {
	/** Made when it is missing. */
	readonly folder: string;
	readonly now: number;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress: (bytes: number, total: number) => void;
}

export interface BackupResult {
	readonly path: string;
	readonly bytes: number;
	readonly events: number;
}

const unwritable = (folder: string, error: unknown): unknown => {
	const code = (error as NodeJS.ErrnoException).code ?? "";
	if (!["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENAMETOOLONG"].includes(code)) return translate(error, folder);
	return new AppError("invalid", `The folder ${folder} cannot be written to (${code}). Choose another, or allow writing to it.`);
};

/** The bytes of a file that nobody changes, to a new one that only its owner may read. */
const copied = async (from: string, to: string, { signal, onProgress }: Pick<BackupRequest, "signal" | "onProgress">): Promise<number> => {
	const total = (await stat(from)).size;
	let bytes = 0;
	const counting = new Transform({
		transform: (chunk: Buffer, _encoding, next) => {
			bytes += chunk.length;
			onProgress(bytes, total);
			next(null, chunk);
		},
	});
	const reading = createReadStream(from, { highWaterMark: 1024 * 1024 });
	const writing = createWriteStream(to, { flags: "wx", mode: 0o600 });
	await pipeline([reading, counting, writing], signal ? { signal } : {});
	await sync(to);
	return total;
};

/**
 * Copies a store that is in use, as it is at one moment, to a new file in `folder`, and proves the copy by opening it and counting
 * its events. What arrives meanwhile goes to the log beside the store: the file itself changes with checkpoints alone, and these
 * wait for `kept.alone`. Rejects, leaving no file, on an abort, a full disk or a folder that cannot be written to.
 */
export const openBackups =
	({ database, kept, between }: Pick<CheckpointOptions, "database" | "kept" | "between">) =>
	async (request: BackupRequest): Promise<BackupResult> => {
		const { folder, now, signal } = request;
		if (database.path === ":memory:")
			throw new AppError("unsupported", "A store in memory has no file to copy. Export its events instead.");
		const target = join(folder, `backup-${basename(database.path, ".duckdb")}-${stamped(now)}.duckdb`);
		const unproven = `${target}.part`;
		await mkdir(folder, { recursive: true }).catch((error: unknown) => {
			throw unwritable(folder, error);
		});
		try {
			const copy = await kept.alone(async () => {
				let events = 0;
				await between(async () => {
					await database.use(async (link) => {
						await link.exec("CHECKPOINT");
						events = await countEvents(link);
					});
				});
				return { events, bytes: await copied(database.path, unproven, request) };
			});
			const there = await countIn(unproven);
			if (there !== copy.events) throw unequal(database.path, copy.events, there);
			if (signal?.aborted) throw cancelled();
			if (await isThere(target))
				throw new AppError("invalid", `${target} exists already. Back up again in a moment: the name tells the time.`);
			await rename(unproven, target);
			return { path: target, ...copy };
		} catch (error) {
			throw signal?.aborted ? cancelled() : unwritable(folder, error);
		} finally {
			await rm(unproven, { force: true });
		}
	};
