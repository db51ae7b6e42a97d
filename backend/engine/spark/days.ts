import { mkdir, readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { openGate } from "../../store/gate.js";
import type { SnapshotWriter } from "../../store/snapshot-port.js";

export interface Taken {
	/** Folders of Parquet, a day each; none without events. They stay as they are until `release`. */
	readonly folders: readonly string[];
	/** Lets go of them; those whose day has changed since are deleted. */
	release(): Promise<void>;
}

/** The events by day as Parquet, kept from one run to the next. */
export interface Days {
	/** All that was acknowledged before; only days whose rows changed since the last are written. */
	take(signal?: AbortSignal): Promise<Taken>;
}

/** Names of all days in the folder, as the store gives them. */
const namesIn = async (folder: string): Promise<string[]> => {
	const days = (await readdir(folder)).filter((name) => name.startsWith("day="));
	const names = await Promise.all(days.map(async (day) => (await readdir(join(folder, day))).map((content) => join(day, content))));
	return names.flat();
};

/** `folder` is one process's alone; its time tells when it was last asked for. */
export const openDays = (source: SnapshotWriter, folder: string): Days => {
	const gate = openGate(1);
	const uses = new Map<string, number>();
	let newest: ReadonlySet<string> = new Set();
	const use = (names: readonly string[], more: number): void => {
		for (const name of names) {
			const count = (uses.get(name) ?? 0) + more;
			if (count > 0) uses.set(name, count);
			else uses.delete(name);
		}
	};
	const forget = async (names: readonly string[]): Promise<void> => {
		for (const name of names) if (!newest.has(name) && !uses.has(name)) await rm(join(folder, name), { recursive: true, force: true });
	};
	return {
		take: (signal) =>
			gate.enter(async () => {
				await mkdir(folder, { recursive: true });
				await utimes(join(folder, ".."), new Date(), new Date());
				const { folders: names } = await source.snapshot(folder, signal);
				newest = new Set(names);
				use(names, 1);
				try {
					await forget(await namesIn(folder));
				} catch (error) {
					use(names, -1);
					throw error;
				}
				let held = true;
				return {
					folders: names.map((name) => join(folder, name)),
					release: () =>
						gate.enter(async () => {
							if (!held) return;
							held = false;
							use(names, -1);
							await forget(names);
						}),
				};
			}),
	};
};
