import { readFileSync } from "node:fs";
import { join } from "node:path";
import type ElectronStore from "electron-store";
import type { Bounds } from "./bounds.js";
import type { Scheme } from "./scheme.js";

/** What this computer's window remembers. Settings of the shop live in the store, not here. */
export interface Preferences {
	bounds?: Bounds;
	maximised?: boolean;
	zoom?: number;
	/** Last address in the console: path, search and fragment, from /dashboard on. */
	route?: string;
	/** So that the next start is painted right at once. */
	scheme?: Scheme | "system";
	/** Chosen when the usual port was taken. PORT has the last word. */
	port?: number;
	/** Chosen when the usual folder could not be opened. DATA_DIR has the last word. */
	dataDir?: string;
}

export interface PreferenceStore {
	/** All that is kept. */
	all(): Preferences;
	get<Name extends keyof Preferences>(name: Name): Preferences[Name];
	/** From now on; on the disk too, once the library that writes is there. */
	set(changes: Partial<Preferences>): void;
	/** Resolves when all that was set is on the disk. Loads the library that writes, which no start has to wait for. */
	written(): Promise<void>;
}

const name = "window";

/** A file that is missing, or no longer JSON, is begun anew: no start may fail for a window's size. */
const readKept = (folder: string): Preferences => {
	try {
		const kept: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
		return typeof kept === "object" && kept !== null ? kept : {};
	} catch {
		return {};
	}
};

/** Read at once, since the window opens by it; written by electron-store, which takes longer to load than all else before the window. */
export const openPreferences = (folder: string): PreferenceStore => {
	let kept = readKept(folder);
	let waiting: Partial<Preferences> = {};
	let store: ElectronStore<Preferences> | null = null;
	let loading: Promise<void> | null = null;
	const load = async (): Promise<void> => {
		const { default: Store } = await import("electron-store");
		store = new Store<Preferences>({ cwd: folder, name, clearInvalidConfig: true });
		if (Object.keys(waiting).length > 0) store.set(waiting);
		waiting = {};
	};
	return {
		all: () => kept,
		get: (wanted) => kept[wanted],
		set: (changes) => {
			kept = { ...kept, ...changes };
			if (store === null) waiting = { ...waiting, ...changes };
			else store.set(changes);
		},
		written: () => {
			loading ??= load();
			return loading;
		},
	};
};
