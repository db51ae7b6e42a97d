import type { HeldRecord } from "./depot-port.js";
import type { NewEvent } from "./event.js";

/** What a predecessor left in the database, in the order in which it is taken over. */
export const oldKinds = ["aggregates_minute", "users", "products", "api_keys", "log_ins", "events", "analyses", "orders", "carts"] as const;
export type OldKind = (typeof oldKinds)[number];

/** Kinds that are copied whole before anything is changed. */
export const backedUpKinds = ["aggregates_minute", "users", "products", "api_keys", "events"] as const satisfies readonly OldKind[];
export type BackedUpKind = (typeof backedUpKinds)[number];

/** Kinds whose documents become the console's own, or are set aside with a reason. */
export const takenKinds = ["users", "products", "events"] as const satisfies readonly OldKind[];
export type TakenKind = (typeof takenKinds)[number];

/** A document as it stands: ids as text, numbers as numbers, dates as Date. */
export interface OldDocument {
	/** Names it to this store; nothing else is to be read from it. */
	readonly key: unknown;
	/** Of its `_id`, the same at every reading. */
	readonly id: string;
	/** When it was stored, as far as its id tells; epoch ms. */
	readonly storedAt: number | null;
	readonly fields: Readonly<Record<string, unknown>>;
}

/** `noisyAt`: when it was flagged as noise, epoch ms; null when it was not. */
export type Taken =
	| { readonly key: unknown; readonly event: NewEvent; readonly noisyAt: number | null }
	| { readonly key: unknown; readonly record: HeldRecord };

export interface Refused {
	readonly key: unknown;
	/** Field that is wrong; empty for the whole. */
	readonly path: string;
	readonly reason: string;
}

export interface Account {
	readonly taken: number;
	readonly aside: number;
	readonly missing: number;
}

export interface AsideGroup {
	readonly kind: TakenKind;
	readonly reason: string;
	readonly count: number;
	/** Ids of some, in the collection where they are. */
	readonly examples: string[];
}

/**
 * What a predecessor left in the store's database, and taking it over. Each step may be done again, by another process too: it then does
 * what is missing. Rejects as the store does.
 */
export interface OldData {
	/** Hosts and database, without credentials. */
	readonly where: string;
	/** Documents of each kind that are not taken over. */
	counts(): Promise<Readonly<Record<OldKind, number>>>;
	/** What is not counted in any analysis, for people; null when there is nothing known of. Asked for often, and answered at once. */
	notice(): string | null;
	/** A text that is kept with the store. */
	note(): Promise<string | null>;
	saveNote(text: string): Promise<void>;
	/** Runs `work` while no other process takes over; `beat` before each step. Null when another does, with nothing done. */
	hold<T>(work: (beat: () => Promise<void>) => Promise<T>): Promise<{ readonly value: T } | null>;
	/** The name of a kind's backup. */
	backupName(kind: BackedUpKind, suffix: string): string;
	/** Adds to the backup all of the kind that is not in it; `each` is told how many were looked at, and may throw to stop. How many it holds. */
	backUp(kind: BackedUpKind, suffix: string, each: (count: number) => Promise<void>): Promise<number>;
	/** Whether the backup holds what is there to take over, by count and checksum. */
	isProven(kind: BackedUpKind, suffix: string): Promise<boolean>;
	/** Of events those that are not taken over; of others all that the backup holds. In batches, in any order. */
	read(kind: TakenKind, suffix: string): AsyncIterable<readonly OldDocument[]>;
	/** Those not taken over, without a backup being there. */
	look(kind: TakenKind): AsyncIterable<readonly OldDocument[]>;
	/** Puts each in its document's place; what the backup does not hold goes there before. Those that another one keeps out are set aside. */
	take(kind: TakenKind, suffix: string, taken: readonly Taken[]): Promise<void>;
	/** Moves the documents, as they are, to the collection of what was set aside, with the reason. */
	setAside(kind: TakenKind, suffix: string, refused: readonly Refused[]): Promise<void>;
	/** Removes what has no place in the console: counts by minute that are counted anew, keys and log-ins in plain text. How many. */
	clear(kind: "aggregates_minute" | "api_keys" | "log_ins", suffix: string): Promise<number>;
	/** Of the documents of the backup, how many were taken over, how many set aside, and how many are nowhere; `each` as in `backUp`. */
	account(kind: TakenKind, suffix: string, each: (count: number) => Promise<void>): Promise<Account>;
	/** What was set aside, by reason, the most first. */
	aside(): Promise<readonly AsideGroup[]>;
}
