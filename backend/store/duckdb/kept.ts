import type { Database, Link } from "./database.js";
import { fold } from "./fold.js";
import { openGate } from "./gate.js";

export interface Kept {
	/** Keeps folds, edits and the start of snapshots apart: each sees the others whole or not at all. Appending goes on meanwhile. */
	alone<T>(work: () => Promise<T>): Promise<T>;
	/** Folds what is new, then runs `start` before anything else can change the kept-up tables. */
	fresh<T>(start: () => Promise<T>): Promise<T>;
	rebuild(): Promise<void>;
	/** Tells that so many events came; a fold follows in the background. */
	came(events: number): void;
	close(): Promise<void>;
}

export interface KeptOptions {
	readonly database: Database;
	/** A background fold that failed; the next question folds again and meets the failure itself. */
	readonly onFailure: (error: unknown) => void;
	/** Events that may wait while more keep coming. */
	readonly eventLimit?: number;
	/** Silence after which what came is folded, ms. */
	readonly idleMs?: number;
}

export const openKept = ({ database, onFailure, eventLimit = 500_000, idleMs = 2_000 }: KeptOptions): Kept => {
	const gate = openGate(1);
	let pending = 0;
	let timer: NodeJS.Timeout | null = null;
	let running: Promise<void> | null = null;
	let open = true;
	const now = async (options?: { readonly fromScratch?: boolean }): Promise<void> => {
		pending = 0;
		await fold(database, options);
	};
	const background = (): void => {
		timer = null;
		running ??= gate
			.enter(now)
			.catch(onFailure)
			.finally(() => {
				running = null;
			});
	};
	return {
		alone: (work) => gate.enter(work),
		fresh: (start) =>
			gate.enter(async () => {
				await now();
				return start();
			}),
		rebuild: () => gate.enter(() => now({ fromScratch: true })),
		came: (events) => {
			if (!open) return;
			pending += events;
			if (timer) clearTimeout(timer);
			timer = setTimeout(background, pending >= eventLimit ? 0 : idleMs).unref();
		},
		close: async () => {
			open = false;
			if (timer) clearTimeout(timer);
			await running;
		},
	};
};

/** What a snapshot's queries must not go past, so that events and kept-up tables agree. */
export const foldedSeq = async (link: Link): Promise<number> => Number((await link.row("SELECT folded_seq FROM kept_state"))["folded_seq"]);
