import type { CleanupRun } from "../contract/cleanup.js";
import { AppError } from "../contract/errors.js";
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
	"cleanup_runs",
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

/** Why an event is noise: one reason of one run, 0 for what no run found. */
export interface HeldMark {
	readonly run: number;
	/** Among the reasons of its run. */
	readonly place: number;
	readonly reason: string;
	readonly score: number;
	/** Epoch ms. */
	readonly at: number;
	/** Its run is not in effect. */
	readonly off: boolean;
}

export interface HeldMarks extends EventKey {
	readonly noise: HeldEvent["noise"];
	/** By run, then place. */
	readonly marks: readonly HeldMark[];
}

/** An event that a clean-up run deleted, with the marks that were on it; which of their runs are in effect is asked when it comes back. */
export interface HeldDeleted {
	readonly event: NewEvent;
	readonly marks: readonly Omit<HeldMark, "off">[];
}

/** A deletion that can be undone, and when it was made. */
export type DeletedBy = Pick<CleanupRun, "run" | "at">;

/** What stays behind when all is moved, for people. */
export interface Unmoved {
	readonly what: string;
	readonly count: number;
}

/** A run without the name of its backup, which each store gives by itself; `kept`: what it deleted can be brought back. */
export interface HeldRun {
	readonly run: CleanupRun;
	readonly kept: boolean;
}

export const heldRun = (run: CleanupRun): HeldRun => ({ run: { ...run, backup: null }, kept: run.backup !== null && run.state === "done" });

/** Of every store. */
export const missingBackups = "backups of clean-up runs that were not where they belong: these deletions cannot be undone";

/** Rejects with `conflict` while a run is under way, or was left so by a process that died. */
export const refuseUnderWay = (runs: readonly number[], where: string): void => {
	if (runs.length === 0) return;
	throw new AppError(
		"conflict",
		`A clean-up run (${runs.join(", ")}) is under way in ${where}. Nothing was moved. Wait until it has ended; if a console died over it, start one on that store, which completes it or takes it back. Then start the move again.`,
		{ reason: "cleaning_up" },
	);
};

/** All of a store, for whoever moves it to another one. Nobody else writes meanwhile. test/stores/ has a test for every sentence. */
export interface Depot {
	readonly kind: "embedded" | "mongodb";
	/** File, or hosts and database, without credentials. */
	readonly where: string;
	/** Tells this store from others. */
	id(): Promise<string>;
	/**
	 * Resolves when the store changes nothing by itself any more, such as marks of what arrived last. Rejects with `conflict` while a clean-up
	 * run is under way.
	 */
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
	/** Marks of noise, those of runs too that are not in effect, in any order. */
	readMarks(): AsyncIterable<readonly HeldMarks[]>;
	/** Events in this order, without their marks; those that are there already stay as they are. */
	addEvents(events: readonly NewEvent[]): Promise<void>;
	/** In place of the marks on these events, which carry none or these. */
	addMarks(marks: readonly HeldMarks[]): Promise<void>;
	/** Those whose backup is there, by number. */
	deletions(): Promise<readonly DeletedBy[]>;
	/** What the run deleted, in the order of storing, in batches. Rejects with `invalid` when the backup is damaged. */
	readDeleted(by: DeletedBy): AsyncIterable<readonly HeldDeleted[]>;
	/** Makes the backup of a run that is in the journal (`cleanup_runs`), in place of what there is of it, after all events were added. */
	replaceDeleted(by: DeletedBy, batches: AsyncIterable<readonly HeldDeleted[]>): Promise<void>;
	clearEvents(): Promise<void>;
	/** A text that is kept with the store. */
	note(): Promise<string | null>;
	saveNote(text: string): Promise<void>;
	/** What of this store another one cannot hold. */
	unmoved(): Promise<readonly Unmoved[]>;
	close(): Promise<void>;
}
