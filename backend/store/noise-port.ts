import type { CleanupRun, NoiseMark } from "../contract/cleanup.js";

/** What a store promises to those who judge noise. test/stores/ has a test for every sentence here. */

type Value = string | number | boolean | null | readonly string[];

/**
 * One reason, asked in SQL: a SELECT that gives `seq` (of an event), `score` (0 to 1) and `subject` (whom or what it is about: a
 * visitor, a referrer). It may name `events`, `products`, `listed` (see below), the parameters as `:name`, and
 * - `browsing`: sources that send page or product views. Imported order lines are of none.
 * - `views`: seq, ts, visitor, session_id, user_id of their views: page, product and list, but for files that a page loads by itself.
 */
export interface NoiseQuery {
	readonly reason: string;
	readonly sql: string;
	readonly params: Readonly<Record<string, Value>>;
	/** What SQL cannot tell: `listed` (value) holds each different value of the column for which `holds` is true. */
	readonly listed?: { readonly column: "user_agent" | "referrer"; readonly holds: (value: string) => boolean };
}

export interface JudgeRequest {
	readonly queries: readonly NoiseQuery[];
	/** Events before this time are evidence, but nothing is said of them; epoch ms. */
	readonly since: number | null;
	readonly signal?: AbortSignal | undefined;
	/** Before each query: how many are done. */
	readonly onQuery?: (done: number) => void;
}

export interface ReasonFound {
	readonly reason: string;
	/** Events it holds for. */
	readonly found: number;
	/** Those that do not carry it yet. */
	readonly fresh: number;
	/** The subjects with the most events, at most five, by events descending, then name. */
	readonly examples: readonly { readonly subject: string | null; readonly events: number; readonly seq: number }[];
}

export interface Verdict {
	/** Events from `since` on. */
	readonly events: number;
	/** Those that carry a mark already. */
	readonly marked: number;
	/** Events for which a reason holds that they do not carry yet. */
	readonly fresh: number;
	/** Events that a deletion would take: those for which a reason holds, and those that carry a mark. */
	readonly doomed: number;
	/** In the order of the queries. */
	readonly reasons: readonly ReasonFound[];
}

/** What was found, over one snapshot of the store. Nothing is written. Close it. */
export interface Judgement {
	readonly verdict: Verdict;
	close(): void;
}

/** How many of the events that a change concerns are done, of how many. */
export type OnEvents = (done: number, total: number) => void;

/** An event that is noise, and why. */
export interface NoiseFound {
	readonly source: string;
	readonly eventId: string;
	/** In the order of the queries. */
	readonly reasons: readonly { readonly place: number; readonly reason: string; readonly score: number }[];
}

/** What the copy of a shared store tells it of noise, so that it can carry out there what was judged here. */
export interface NoiseFinder {
	/**
	 * What a judgement found, in the order of storing, a lot at a time: `fresh`, the events with the reasons that they do not carry yet;
	 * `doomed`, all that a deletion would take. What is gone since is left out.
	 */
	found(judgement: Judgement, which: "fresh" | "doomed", take: (lot: readonly NoiseFound[]) => Promise<void>): Promise<void>;
	/** Judges these events, each as if it were the only one. Times are epoch ms, and bound where they are looked for. */
	judgeThese(
		queries: readonly NoiseQuery[],
		these: readonly (Omit<NoiseFound, "reasons"> & { readonly ts: number })[],
	): Promise<NoiseFound[]>;
	/** Which event has this number; null for none. */
	keyOf(seq: number): Promise<Omit<NoiseFound, "reasons"> | null>;
}

export interface RunStart {
	/** The number that it was begun with; a new one when missing. */
	readonly run?: number;
	readonly action: "tag" | "delete";
	readonly at: number;
	/** What the journal tells of it beside its outcome. */
	readonly about: Pick<CleanupRun, "since" | "reasons">;
	/** Of a deletion: the count that was confirmed. */
	readonly confirmed?: number;
	readonly signal?: AbortSignal | undefined;
	readonly onEvents?: OnEvents | undefined;
}

export interface TurnRequest {
	readonly at: number;
	/** An abort rejects with `cancelled`, and the run is as it was. */
	readonly signal?: AbortSignal | undefined;
	readonly onEvents?: OnEvents | undefined;
}

export interface NoiseStore {
	/** Asks every query over one snapshot. An abort rejects with `cancelled`. */
	judge(request: JudgeRequest): Promise<Judgement>;
	/**
	 * Journals a run before its work, as `running`: its number. When the process dies, the next start tells it as `interrupted`, with
	 * nothing changed; so it tells of an undo or a redo that was cut off, whose run is then as it was. Where a store has no transactions
	 * what had begun is taken back then, and a deletion whose backup was proven is completed.
	 */
	begin(start: Pick<CleanupRun, "at" | "since"> & Pick<RunStart, "action">): Promise<number>;
	/** Ends a begun run that changed nothing: `why` stands in the journal as what interrupted it; null leaves no line. */
	giveUp(run: number, why: string | null): Promise<void>;
	/**
	 * Carries a judgement out as a run and journals it, both or neither, also when the process dies. A tag marks the events that a reason
	 * holds for and is not on them yet, and hides them. A deletion first writes what it takes to a new backup and proves it, then deletes; it
	 * rejects with `conflict`, with nothing done, when the count differs from the confirmed one. Null when there is nothing to do.
	 */
	carryOut(judgement: Judgement, start: RunStart): Promise<CleanupRun | null>;
	/**
	 * Takes a run back: its marks go, and an event that no other run in effect marks is shown again; what it deleted is there again as it
	 * was. Rejects with `not_found` for an unknown run, with `conflict` for one that is not in effect, with `invalid` when the backup is
	 * missing or damaged.
	 */
	undo(run: number, request: TurnRequest): Promise<CleanupRun>;
	/** Puts the marks of a run that was undone back. Rejects as `undo` does, and with `unsupported` for a deletion. */
	redo(run: number, request: TurnRequest): Promise<CleanupRun>;
	/** Newest first. */
	runs(limit: number): Promise<CleanupRun[]>;
	/** The marks in effect on the event with this number, in the order of its reasons. */
	marksOf(seq: number): Promise<NoiseMark[]>;
	/**
	 * From now on, judges events as they arrive by these queries, each of which must say of an event what it would say if it were the only
	 * one; null ends it. Asked again after a new start, it goes on where it was. It takes no time of an append and fails none: an event is
	 * judged before the next analysis counts it, and within some seconds in any case; when that fails it stays as it came. The marks of a day (UTC) are one
	 * run, which is undone and redone as others are; after an undo the day's next marks are a new run.
	 */
	watchArrivals(queries: readonly NoiseQuery[] | null): Promise<void>;
	/** A text kept under the name `cleanup`; null before the first. */
	cleanupSettings(): Promise<string | null>;
	saveCleanupSettings(text: string): Promise<void>;
}
