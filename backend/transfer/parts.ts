import type { FileInfo } from "../contract/transfer.js";
import type { EventExporter, EventWriter, ImportStore, SettingsStore, Store } from "../store/ports.js";
import type { Files, OpenFile } from "./files.js";

export type TransferStore = EventWriter & EventExporter & ImportStore & SettingsStore & Pick<Store, "kind">;

/** What the routes of raw bytes need. */
export interface FileParts {
	readonly store: TransferStore;
	readonly files: Files;
	/** Of uploads and unfinished exports. */
	readonly folder: string;
	readonly now: () => number;
	inspect(file: OpenFile): Promise<FileInfo>;
}
