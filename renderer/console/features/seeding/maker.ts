import type { Client } from "../../../../backend/client/client.js";
import { toAppError } from "../../../../backend/client/failures.js";
import type { AppError } from "../../../../backend/contract/errors.js";
import type { SeedEstimate, SeedInput, SeedOutcome, SeedProgress, SeedRun } from "../../../../backend/contract/seeding.js";
import { type Kept, openKept } from "../../app/kept.js";
import type { Draft } from "./draft.js";

/** What goes on, or came of the last thing that did. */
export type Work =
	| { readonly state: "idle" }
	| {
			readonly state: "making";
			readonly estimate: SeedEstimate;
			readonly run: SeedRun | null;
			readonly progress: SeedProgress | null;
			readonly cancelling: boolean;
	  }
	| { readonly state: "undoing"; readonly run: SeedRun; readonly progress: SeedProgress | null }
	| { readonly state: "made"; readonly outcome: SeedOutcome }
	| { readonly state: "undone"; readonly run: SeedRun; readonly removed: number }
	| { readonly state: "cancelled" }
	/** Cancelled, and yet something of it stays. */
	| { readonly state: "stopped"; readonly run: SeedRun }
	| { readonly state: "failed"; readonly what: string; readonly failure: AppError };

export interface MakerState {
	/** Null until the form is first shown. */
	readonly draft: Draft | null;
	readonly work: Work;
}

export interface Maker extends Kept<MakerState> {
	readonly edit: (draft: Draft) => void;
	readonly make: (input: SeedInput) => Promise<void>;
	readonly undo: (run: SeedRun) => Promise<void>;
	readonly cancel: () => void;
}

export const isBusy = ({ state }: Work): boolean => state === "making" || state === "undoing";

const lookMs = 300;

/** The stream ends with the cancel; what was written is taken out after it, which the list of runs tells. */
const endOfCancelled = async (client: Client, work: Work): Promise<Work> => {
	const id = work.state === "making" ? (work.run?.run_id ?? null) : null;
	for (;;) {
		const list = await client.seeding.list({}).catch(() => null);
		const run = list?.items.find(({ run_id }) => run_id === id);
		if (list?.running === null && (run === undefined || run.status === "cancelled" || run.status === "undone"))
			return { state: "cancelled" };
		if (list?.running === null && run !== undefined) return { state: "stopped", run };
		await new Promise((resolve) => setTimeout(resolve, lookMs));
	}
};

/** Holds the one run of this console outside React, so that it goes on when its view is left. `onWritten`: whatever was read before may have changed. */
export const createMaker = (client: Client, onWritten: () => void): Maker => {
	const { state, subscribe, set } = openKept<MakerState>({ draft: null, work: { state: "idle" } });
	let going = new AbortController();
	const work = (next: Work): void => set({ ...state(), work: next });

	const make = async (input: SeedInput): Promise<void> => {
		if (isBusy(state().work)) return;
		going = new AbortController();
		const { signal } = going;
		try {
			const estimate = await client.seeding.estimate(input, { signal });
			let now: Extract<Work, { state: "making" }> = { state: "making", estimate, run: null, progress: null, cancelling: false };
			work(now);
			for await (const message of await client.seeding.run(input, { signal })) {
				if (message.type === "done") work({ state: "made", outcome: message.result });
				else {
					now = message.type === "started" ? { ...now, run: message.run } : { ...now, progress: message };
					work({ ...now, cancelling: signal.aborted });
				}
			}
			signal.throwIfAborted();
		} catch (cause) {
			if (signal.aborted) work(await endOfCancelled(client, state().work));
			else work({ state: "failed", what: "The demo data was not made.", failure: toAppError(cause) });
		} finally {
			onWritten();
		}
	};
	const undo = async (run: SeedRun): Promise<void> => {
		if (isBusy(state().work)) return;
		work({ state: "undoing", run, progress: null });
		try {
			for await (const message of await client.seeding.undo({ run_id: run.run_id })) {
				if (message.type === "done") work({ state: "undone", ...message.result });
				else work({ state: "undoing", run, progress: message });
			}
		} catch (cause) {
			work({ state: "failed", what: "The run was not undone.", failure: toAppError(cause) });
		} finally {
			onWritten();
		}
	};
	return {
		state,
		subscribe,
		edit: (draft) => set({ ...state(), draft }),
		make,
		undo,
		cancel: () => {
			const now = state().work;
			if (now.state !== "making") return;
			work({ ...now, cancelling: true });
			going.abort();
		},
	};
};
