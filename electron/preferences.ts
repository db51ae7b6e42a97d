import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
	/** From now on, and on the disk; a disk that cannot be written to is told of, and the window goes on. */
	set(changes: Partial<Preferences>): void;
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

/** Whole or not at all: a process that ends meanwhile leaves the file as it was. */
const write = (folder: string, kept: Preferences): void => {
	const file = join(folder, `${name}.json`);
	const unfinished = `${file}.unfinished`;
	writeFileSync(unfinished, JSON.stringify(kept, null, "\t"), { mode: 0o600 });
	renameSync(unfinished, file);
};

/** A small file, read and written at once: the library for it takes longer to load than all else before the window. */
export const openPreferences = (folder: string): PreferenceStore => {
	let kept = readKept(folder);
	return {
		all: () => kept,
		get: (wanted) => kept[wanted],
		set: (changes) => {
			kept = { ...kept, ...changes };
			try {
				write(folder, kept);
			} catch (error) {
				console.error("What the window remembers was not written.", error);
			}
		},
	};
};
