import { AppError } from "../../contract/errors.js";
import { openGate } from "../gate.js";
import type { Freshness, Replica } from "../ports.js";
import type { Changes } from "./changes.js";
import { contentOf, follow, keyOf, replace } from "./copy.js";
import { checkDays, checkNoise, rebuildDays, withNewcomers } from "./days.js";
import type { FoundEvent } from "./documents.js";
import { cancelled } from "./failures.js";
import type { Ledger, LedgerState } from "./ledger.js";
import { openLooks } from "./looks.js";
import { isElsewhere, type ReplicaState, type StateFile } from "./replica-state.js";

export interface SyncOptions {
	readonly changes: Changes;
	readonly ledger: Ledger;
	readonly replica: Replica;
	readonly state: StateFile;
	/** Hosts and name of the database, for people. */
	readonly where: string;
	readonly now: () => number;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
	/** Pause between two rounds in the background, ms. */
	readonly everyMs?: number;
}

export interface Sync {
	/**
	 * Brings in all that was acknowledged before the call. Past `limitMs`, or while the server is away, it resolves with how far the
	 * replica is; what was begun goes on. Rejects with AppError `cancelled` once the signal aborts, and `store_unavailable` where the
	 * replica is of a database elsewhere and this one has not been reached: another shop's figures would be told as this one's.
	 */
	bring(limitMs: number, signal?: AbortSignal): Promise<Freshness>;
	/**
	 * Who looks at the replica after `bring` says so until the function that this gives is called: no day is read anew meanwhile, since
	 * it is empty for a moment.
	 */
	look(): () => void;
	/** Finds days that were edited by hand, and reads these anew once nobody looks. Returns how many. */
	check(): Promise<number>;
	/** Events still to copy, while there are many; null otherwise. */
	behind(): number | null;
	close(): Promise<void>;
}

/** Tombstones are kept 90 days (layout.ts): a copy that has not followed for longer may have missed some. */
const trustMs = 60 * 24 * 3600 * 1000;
/** Beyond so many a copy under way is told of. */
const many = 10_000;
/** Numbers of one step of copying. */
const step = 50_000;
/** After the last look at the days, ms; and of what a look took, so that it is a small part of the server's work. */
const checkEveryMs = 600_000;
const checkShare = 50;
/** So long a check keeps others from bringing while it waits for those who look; then it is put off, ms. */
const quietMs = 2_000;
const againMs = 30_000;

const blank = (storeId: string): ReplicaState => ({
	version: 2,
	store_id: storeId,
	position: 0,
	through: null,
	days: {},
	told: 0,
	rebuilding: [],
});

const isDoubtful = (state: ReplicaState | null, { storeId, newest }: LedgerState, now: number): boolean =>
	state === null || state.store_id !== storeId || state.position > newest || (state.through !== null && now - state.through > trustMs);

/** Keeps a replica up with the database: in the background, and at once when somebody asks. One round at a time. */
export const openSync = (options: SyncOptions): Sync => {
	const { changes, ledger, replica, state: file, where, now, log, everyMs = 3_000 } = options;
	const gate = openGate(1);
	const looks = openLooks();
	let state: ReplicaState | null = null;
	let loaded = false;
	let left: number | null = null;
	/** Numbers of changes past the position that are in the replica already, with what was read under each (contentOf). */
	const applied = new Map<number, string>();
	let next: Promise<void> | null = null;
	let open = true;
	let timer: NodeJS.Timeout | null = null;
	let checkAt = 0;

	const save = async (change: Partial<ReplicaState>): Promise<void> => {
		state = { ...(state as ReplicaState), ...change };
		await file.save(state);
	};
	const startOver = async ({ storeId }: LedgerState): Promise<void> => {
		if (loaded && state) log("The local copy of the events is made anew: it is not of this database as it is now", { store: storeId });
		state = blank(storeId);
		applied.clear();
		await file.save(state);
		await replica.clear();
	};
	const load = async (): Promise<void> => {
		if (loaded) return;
		state = await file.load();
		loaded = true;
	};
	/** Of what is past the settled numbers, and so is read again, leaves out what was done. */
	const undone = <T extends { readonly changed: number }>(read: readonly T[]): T[] => read.filter(({ changed }) => !applied.has(changed));
	/** Of the same, what somebody has edited by hand since it was read. */
	const edited = (read: readonly FoundEvent[]): FoundEvent[] =>
		read.filter((one) => applied.has(one.changed) && applied.get(one.changed) !== contentOf(one));
	const done = <T extends { readonly changed: number }>(read: readonly T[], settled: number, content: (one: T) => string): void => {
		for (const one of read) if (one.changed > settled) applied.set(one.changed, content(one));
	};
	/** What is new is summed up before it is read, so that an edit by hand between the two is found. */
	const sumUp = async (through: number): Promise<void> => {
		const { days, told } = state as ReplicaState;
		if (through <= told) return;
		const grown = await withNewcomers(changes, { days, after: told, through });
		state = { ...(state as ReplicaState), days: grown, told: through };
	};
	const copyBetween = async (after: number, through: number, { newest, settled }: LedgerState): Promise<void> => {
		await changes.events(after, through, async (batch) => {
			const [fresh, again] = [undone(batch), edited(batch)];
			if (fresh.length > 0) await follow(replica, fresh);
			if (again.length > 0) await replace(replica, again.map(keyOf), again);
			done([...fresh, ...again], settled, contentOf);
			if (left !== null) left = Math.max(0, newest - (batch.at(-1)?.changed ?? 0));
		});
		await changes.removals(after, through, async (batch) => {
			const fresh = undone(batch);
			if (fresh.length > 0) await replace(replica, fresh, await changes.lookUp(fresh));
			done(fresh, settled, () => "");
		});
	};
	const copy = async (told: LedgerState): Promise<void> => {
		const { settled, newest } = told;
		const { position } = state as ReplicaState;
		if (newest === position) return;
		left = newest - position > many ? newest - position : null;
		await sumUp(Math.min(settled, position + step));
		for (let from = position; from < settled; from += step) {
			const upto = Math.min(settled, from + step);
			// The next step is summed up while this one is read.
			const summing = sumUp(Math.min(settled, upto + step));
			summing.catch(() => undefined); // Met below.
			try {
				await copyBetween(from, upto, told);
			} finally {
				await summing;
			}
			await save({ position: upto });
		}
		// What came meanwhile is the next round's: read now, it would be read twice.
		await copyBetween(Math.max(position, settled), newest, told);
		for (const changed of applied.keys()) if (changed <= settled) applied.delete(changed);
	};
	const round = async (): Promise<void> => {
		const began = now();
		try {
			await load();
			const told = await ledger.read();
			if (isDoubtful(state, told, began)) await startOver(told);
			if (state?.where !== where) await save({ where });
			if ((state as ReplicaState).rebuilding.length > 0) await rebuildDays({ changes, replica, days: (state as ReplicaState).rebuilding });
			if ((state as ReplicaState).rebuilding.length > 0) await save({ rebuilding: [] });
			await copy(told);
			state = { ...(state as ReplicaState), through: began };
		} finally {
			left = null;
		}
	};
	/** A round that begins after now: one that runs may have read past what the caller wants to see. Those who wait share it. */
	const catchUp = (): Promise<void> => {
		if (next) return next;
		const begin = (): Promise<void> => {
			next = null;
			return round();
		};
		// Not in the same step: the gate may let in at once, before `next` has been set.
		next = Promise.resolve().then(() => gate.enter(begin));
		return next;
	};
	/** Null when somebody looked all the time: nothing was done. */
	const tryToCheck = (): Promise<number | null> =>
		gate.enter(async () => {
			await round();
			const marked = await checkNoise({ changes, replica }, round);
			const known = state as ReplicaState;
			const found = await checkDays(changes, known.days, known.told);
			const edited = [...new Set([...found.changed, ...marked])];
			if (edited.length > 0) {
				if (!(await looks.ended(quietMs))) return null;
				await save({ rebuilding: edited });
				await rebuildDays({ changes, replica, days: edited });
			}
			await save({ rebuilding: [], days: found.days });
			return edited.length;
		});
	const check = async (): Promise<number> => {
		for (;;) {
			const found = await tryToCheck();
			if (found === null) continue;
			checkAt = now() + checkEveryMs;
			return found;
		}
	};
	const checkNowAndThen = async (): Promise<void> => {
		if (now() < checkAt) return;
		const began = now();
		const put = (await tryToCheck()) === null ? againMs : checkEveryMs;
		checkAt = now() + Math.max(put, checkShare * (now() - began));
	};
	const unlessAway = (error: unknown): void => {
		if (error instanceof AppError && ["store_unavailable", "disk_full"].includes(error.code)) return;
		log("The local copy of the events could not be brought up to date; it is tried again", { err: error });
	};
	const background = (): void => {
		timer = setTimeout(() => {
			catchUp()
				.then(checkNowAndThen)
				.catch(unlessAway)
				.finally(() => {
					if (open) background();
				});
		}, everyMs).unref();
	};
	background();

	const freshness = (problem: string | null): Freshness => {
		if (!isElsewhere(state, where)) return { through: state?.through ?? null, problem };
		const copied = `The copy on this computer is of ${state?.where}, and answers for nothing else.`;
		throw new AppError("store_unavailable", `${problem} ${copied}`);
	};
	return {
		bring: async (limitMs, signal) => {
			const late = new AbortController();
			const overdue = new Promise<void>((resolve) => {
				const timeout = setTimeout(resolve, limitMs);
				late.signal.addEventListener("abort", () => clearTimeout(timeout));
			}).then(() => freshness("Copying from MongoDB takes longer than a question may wait."));
			const aborted = new Promise<never>((_, reject) => {
				signal?.addEventListener("abort", () => reject(cancelled()), { once: true, signal: late.signal });
			});
			const brought = catchUp().then(
				() => freshness(null),
				(error: unknown) => {
					if (!open || !(error instanceof AppError) || error.code !== "store_unavailable") throw error;
					return freshness(error.message);
				},
			);
			try {
				return await Promise.race([brought, overdue, aborted]);
			} finally {
				late.abort();
				brought.catch(() => undefined); // Told to those who still wait for it.
			}
		},
		look: looks.begin,
		check,
		behind: () => left,
		close: async () => {
			if (!open) return;
			open = false;
			if (timer) clearTimeout(timer);
			await gate.enter(async () => {
				if (state) await file.save(state);
			});
		},
	};
};
