import { chmod, mkdir, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "./contract/errors.js";

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const isMissing = async (path: string): Promise<boolean> => {
	try {
		await stat(path);
		return false;
	} catch (error) {
		if (codeOf(error) === "ENOENT") return true;
		throw error;
	}
};

/** The folders of a path that are not there, the outermost first. */
const missing = async (path: string): Promise<string[]> =>
	(await isMissing(path)) && dirname(path) !== path ? [...(await missing(dirname(path))), path] : [];

/** One by one: Node's own recursive way tries for ever where a file system, such as /proc, has no place for a folder. */
const make = async (path: string): Promise<void> => {
	for (const folder of await missing(resolve(path))) {
		await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
			if (codeOf(error) !== "EEXIST") throw error;
		});
	}
	if (!(await stat(path)).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
};

/** Files of before this rule: theirs is the mode of whoever made them. */
const closeToOthers = async (file: string): Promise<void> => {
	if (!(await isMissing(file))) await chmod(file, 0o600);
};

/**
 * Makes the data folder where it is missing, for its user alone (0700), and sees to it that this process makes files that its user
 * alone can read (0600). A folder that was there keeps its mode. Throws AppError `store_unavailable`, reason `unwritable`.
 */
export const openDataFolder = async (path: string, files: readonly string[]): Promise<void> => {
	process.umask(0o077);
	try {
		await make(path);
		for (const file of files) await closeToOthers(join(path, file));
	} catch (error) {
		throw new AppError(
			"store_unavailable",
			`The data folder ${path} cannot be used (${codeOf(error)}). Allow writing to it and to the folder above it, or choose another with DATA_DIR.`,
			{ reason: "unwritable", path },
		);
	}
};

/** Bytes that this user can still write to the disk of that folder. */
export const freeBytesOf = async (path: string): Promise<number> => {
	const disk = await statfs(path);
	return disk.bavail * disk.bsize;
};
