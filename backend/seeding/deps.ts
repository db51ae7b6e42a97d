import type { Ingest } from "../ingest/ingest.js";
import type { Log } from "../logging.js";
import type { CatalogStore } from "../store/catalog-ports.js";
import type { AccountStore, EventWriter, RejectStore, SettingsStore, Store } from "../store/ports.js";
import type { SeedStore } from "../store/seed-port.js";

export type SeedingStore = SeedStore &
	CatalogStore &
	EventWriter &
	Pick<AccountStore, "user" | "removeUser"> &
	Pick<RejectStore, "addRejects"> &
	Pick<SettingsStore, "secret"> &
	Pick<Store, "kind">;

export interface SeedingDeps {
	readonly store: SeedingStore;
	readonly log: Log;
	/** Epoch ms. */
	readonly now: () => number;
	/** The account of this name; made with this id, without a password, when there is none. */
	readonly customerNamed: (person: {
		readonly username: string;
		readonly userId: string;
	}) => Promise<{ readonly userId: string; readonly isNew: boolean }>;
	/** Bytes that the disk of the store has free. */
	readonly freeBytes: () => Promise<number>;
}

/** The way in, with a clock that is set before each visit: what it brings was received then. */
export interface SeedIngest {
	readonly batch: Ingest["batch"];
	receivedAt: number;
}

export interface Parts extends SeedingDeps {
	readonly ingest: SeedIngest;
	/** Aborts when the backend closes. */
	readonly closing: AbortSignal;
	/** The run or removal that goes on; null for none. */
	readonly busy: { with: string | null };
}
