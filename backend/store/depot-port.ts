import type { NewEvent } from "./event.js";
import type { EventKey } from "./ports.js";

/** All that a store holds beside events, by kind. */
export const recordKinds = [
	"settings",
	"users",
	"tokens",
	"codes",
	"products",
	"orders",
	"analyses",
	"funnels",
	"imports",
	"seed_runs",
	"rejects",
	"write_keys",
	"recommendations",
	"model_keys",
	"model_runs",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Those that a store makes by itself, or that end by themselves: they alone make no store one that is in use. */
export const incidental: ReadonlySet<RecordKind> = new Set(["settings", "tokens", "codes", "rejects", "write_keys"]);

/** Plain JSON, the same in every store: of most kinds what ports.ts takes and gives. */
export type HeldRecord = Readonly<Record<string, unknown>>;

export interface HeldEvent {
	readonly event: NewEvent;
	/** Its place in the order of storing. */
	readonly seq: number;
	readonly noise: { readonly reasons: readonly string[]; readonly at: number } | null;
}

export interface HeldMark extends EventKey {
	readonly reasons: readonly string[];
	readonly at: number;
}

/** What stays behind when all is moved, for people. */
export interface Unmoved {
	readonly what: string;
	readonly count: number;
}

/** Of every store: its runs name places that another one does not have. */
export const unmovedRuns = "clean-up runs: their marks are moved, their undoing is not";

/** All of a store, for whoever moves it to another one. Nobody else writes meanwhile. test/stores/ has a test for every sentence. */
export interface Depot {
	readonly kind: "embedded" | "mongodb";
	/** File, or hosts and database, without credentials. */
	readonly where: string;
	/** Tells this store from others. */
	id(): Promise<string>;
	/** Resolves when the store changes nothing by itself any more, such as marks of what arrived last. */
	settle(): Promise<void>;
	countEvents(): Promise<number>;
	/** Documents under the events' name that are not the console's: a predecessor's. */
	countForeign(): Promise<number>;
	countRecords(kind: RecordKind): Promise<number>;
	/** In batches; of kinds that have an order of storing in that order. */
	readRecords(kind: RecordKind): AsyncIterable<readonly HeldRecord[]>;
	/** In place of what there is of the kind. */
	replaceRecords(kind: RecordKind, batches: AsyncIterable<readonly HeldRecord[]>): Promise<void>;
	/** Those stored after this number, in the order of storing, in batches. */
	readEvents(after: number): AsyncIterable<readonly HeldEvent[]>;
	/** All, in any order. */
	scanEvents(): AsyncIterable<readonly HeldEvent[]>;
	/** Marks of noise, in any order. */
	readMarks(): AsyncIterable<readonly HeldMark[]>;
	/** Events in this order, without their marks; those that are there already stay as they are. */
	addEvents(events: readonly NewEvent[]): Promise<void>;
	/** As EventEditor.flag. */
	addMarks(keys: readonly EventKey[], reasons: readonly string[], at: number): Promise<void>;
	clearEvents(): Promise<void>;
	/** A text that is kept with the store. */
	note(): Promise<string | null>;
	saveNote(text: string): Promise<void>;
	/** What of this store another one cannot hold. */
	unmoved(): Promise<readonly Unmoved[]>;
	close(): Promise<void>;
}
