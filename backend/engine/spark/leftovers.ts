import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const dayMs = 86_400_000;
/** A server's kept days, unasked for so long, are deleted: at worst it writes them again. */
export const keptMs = 7 * dayMs;

/** Of one server in the folder of all. */
export const ownFolder = (owner: string): string => `server_${owner}`;
/** In a server's own. */
export const daysFolder = "days";

const namesIn = async (folder: string): Promise<string[]> => {
	try {
		return await readdir(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
};

const lives = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
};

/** Since it, or what is right in it, was last changed, ms; 0 where another deletes it at this moment. */
const unchangedFor = async (folder: string): Promise<number> => {
	try {
		return Date.now() - (await stat(folder)).mtimeMs;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
		throw error;
	}
};

const isLeft = async (folder: string, name: string, owner: string): Promise<boolean> => {
	if (name.startsWith("server_")) return name !== ownFolder(owner) && (await unchangedFor(join(folder, name))) > keptMs;
	// Of releases that kept nothing; the number is that of a process, maybe of another computer.
	const [, pid] = /^run_(\d+)_\d+$/.exec(name) ?? [];
	return pid !== undefined && !lives(Number(pid)) && (await unchangedFor(join(folder, name))) > dayMs;
};

/**
 * Deletes what servers that ended left in the folder: the runs of the one before with this store, which none else can have open; whole
 * folders of others that were not asked for in a week; runs of former releases, whose process is gone, after a day.
 */
export const sweepLeft = async (folder: string, owner: string): Promise<void> => {
	const own = join(folder, ownFolder(owner));
	for (const name of await namesIn(own)) if (name !== daysFolder) await rm(join(own, name), { recursive: true, force: true });
	for (const name of await namesIn(folder))
		if (await isLeft(folder, name, owner)) await rm(join(folder, name), { recursive: true, force: true });
};
