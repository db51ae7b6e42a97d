import ElectronStore from "electron-store";
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

export type PreferenceStore = ElectronStore<Preferences>;

/** A file that is no longer JSON is begun anew: no start may fail for a window's size. */
export const openPreferences = (folder: string): PreferenceStore =>
	new ElectronStore<Preferences>({ cwd: folder, name: "window", clearInvalidConfig: true });
