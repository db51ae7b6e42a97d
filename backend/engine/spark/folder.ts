import { mkdir, readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { SnapshotWriter } from "../../store/snapshot-port.js";
import type { Ground, Shelf } from "./ground.js";
import { daysFolder, ownFolder, sweepLeft } from "./leftovers.js";

/** `folder` is one process's alone; the time of the folder it is in tells when it was last asked for. */
export const folderShelf = (source: SnapshotWriter, folder: string): Shelf => ({
	bring: async (signal) => {
		await mkdir(folder, { recursive: true });
		await utimes(join(folder, ".."), new Date(), new Date());
		return (await source.snapshot(folder, signal)).folders;
	},
	names: async () => {
		const days = (await readdir(folder)).filter((name) => name.startsWith("day="));
		const names = await Promise.all(days.map(async (day) => (await readdir(join(folder, day))).map((content) => `${day}/${content}`)));
		return names.flat();
	},
	remove: (name) => rm(join(folder, name), { recursive: true, force: true }),
	at: (name) => join(folder, name),
});

export interface FolderPlace {
	/** Several servers may share it. Every machine of a cluster has to see it under this path. */
	readonly folder: string;
	/** Names the store that only this process has open: what lies under this name is its own. */
	readonly owner: string;
}

export const openFolder = (source: SnapshotWriter, { folder, owner }: FolderPlace): Ground => {
	const own = join(folder, ownFolder(owner));
	return {
		conf: {},
		env: {},
		days: folderShelf(source, join(own, daysFolder)),
		sweep: () => sweepLeft(folder, owner),
		keepAt: (run, name) => join(own, run, name),
		removeRun: (run) => rm(join(own, run), { recursive: true, force: true }),
	};
};
