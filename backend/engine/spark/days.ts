import { openGate } from "../../store/gate.js";
import type { Shelf } from "./ground.js";

export interface Taken {
	/** Folders of Parquet as Spark names them, a day each; none without events. They stay as they are until `release`. */
	readonly folders: readonly string[];
	/** Lets go of them; those whose day has changed since are deleted. */
	release(): Promise<void>;
}

/** The events by day as Parquet, kept from one run to the next. */
export interface Days {
	/** All that was acknowledged before; only days whose rows changed since the last are written. */
	take(signal?: AbortSignal): Promise<Taken>;
}

/** Knows which days are read, and deletes the others. */
export const openDays = (shelf: Shelf): Days => {
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
		for (const name of names) if (!newest.has(name) && !uses.has(name)) await shelf.remove(name);
	};
	return {
		take: (signal) =>
			gate.enter(async () => {
				const names = await shelf.bring(signal);
				newest = new Set(names);
				use(names, 1);
				try {
					await forget(await shelf.names());
				} catch (error) {
					use(names, -1);
					throw error;
				}
				let held = true;
				return {
					folders: names.map(shelf.at),
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
