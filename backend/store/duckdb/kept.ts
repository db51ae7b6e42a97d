import { openGate } from "../gate.js";
import type { Arrivals } from "./arrivals.js";
import type { Database, Link } from "./database.js";
import { cancelled } from "./failures.js";
import { defaultStep, foldStep, forgetAll } from "./fold.js";

export interface Kept {
	/** Keeps folds, edits and the start of snapshots apart: each sees the others whole or not at all. Appending goes on meanwhile. */
	alone<T>(work: () => Promise<T>): Promise<T>;
	/** Folds what is new, then runs `start` before anything else can change the kept-up tables. An abort ends it after a step. */
	fresh<T>(start: () => Promise<T>, signal?: AbortSignal): Promise<T>;
	rebuild(): Promise<void>;
	/** Tells that so many events came; a fold follows in the background. */
	came(events: number): void;
	close(): Promise<void>;
}

export interface KeptOptions {
	readonly database: Database;
	/** Judged before each step, so that no analysis counts an event before it was judged. */
	readonly arrivals: Pick<Arrivals, "on" | "catchUp">;
	/** A background fold that failed; the next question folds again and meets the failure itself. */
	readonly onFailure: (error: unknown) => void;
	/** Events that may wait while more keep coming. */
	readonly eventLimit?: number;
	/** Silence after which what came is folded, ms. */
	readonly idleMs?: number;
	/** After which what arrived is judged while more keeps coming, ms. */
	readonly arrivalMs?: number;
	/** Events of one step of a fold. */
	readonly stepEvents?: number;
}

export const openKept = (options: KeptOptions): Kept => {
	const { database, arrivals, onFailure, eventLimit = 250_000, idleMs = 2_000, arrivalMs = 1_000, stepEvents = defaultStep } = options;
	const gate = openGate(1);
	let pending = 0;
	let timer: NodeJS.Timeout | null = null;
	let arrivalTimer: NodeJS.Timeout | null = null;
	let judging: Promise<unknown> | null = null;
	let running: Promise<void> | null = null;
	let open = true;
	const step = async (): Promise<boolean> => foldStep(database, stepEvents, await arrivals.catchUp());
	/** Others may come in between two steps. */
	const inSteps = async (signal?: AbortSignal): Promise<void> => {
		pending = 0;
		for (let more = true; more && !signal?.aborted; ) more = await gate.enter(step);
	};
	const allAtOnce = async (): Promise<void> => {
		for (let more = true; more; ) more = await step();
	};
	const background = (): void => {
		timer = null;
		running ??= inSteps()
			.catch(onFailure)
			.finally(() => {
				running = null;
			});
	};
	const judge = (): void => {
		arrivalTimer = null;
		judging = gate.enter(arrivals.catchUp);
	};
	return {
		alone: (work) => gate.enter(work),
		fresh: async (start, signal) => {
			await inSteps(signal);
			if (signal?.aborted) throw cancelled();
			return gate.enter(async () => {
				await allAtOnce();
				return start();
			});
		},
		rebuild: async () => {
			await gate.enter(() => forgetAll(database));
			await inSteps();
		},
		came: (events) => {
			if (!open) return;
			pending += events;
			if (timer) clearTimeout(timer);
			timer = setTimeout(background, pending >= eventLimit ? 0 : idleMs).unref();
			if (arrivals.on) arrivalTimer ??= setTimeout(judge, arrivalMs).unref();
		},
		close: async () => {
			open = false;
			for (const one of [timer, arrivalTimer]) if (one) clearTimeout(one);
			await running;
			await judging;
		},
	};
};

/** What a snapshot's queries must not go past, so that events and kept-up tables agree. */
export const foldedSeq = async (link: Link): Promise<number> => Number((await link.row("SELECT folded_seq FROM kept_state"))["folded_seq"]);
