import type { Client } from "../../../../backend/client/client.js";
import { toAppError } from "../../../../backend/client/failures.js";
import type { CleanupProgress, CleanupRun } from "../../../../backend/contract/cleanup.js";
import type { AppError } from "../../../../backend/contract/errors.js";
import { type Kept, openKept } from "../../app/kept.js";

/** What can be done to the events: a new run, or an earlier one undone or redone. */
export type Change =
	| { readonly way: "tag"; readonly since_days?: number }
	| { readonly way: "delete"; readonly since_days?: number; readonly confirm: number }
	| { readonly way: "undo" | "redo"; readonly run: number };

/** What goes on, or came of the last thing that did. */
export type ChangeState =
	| { readonly state: "idle" }
	| { readonly state: "changing"; readonly change: Change; readonly progress: CleanupProgress | null; readonly cancelling: boolean }
	/** `run` is null when there was nothing to do. */
	| { readonly state: "changed"; readonly change: Change; readonly run: CleanupRun | null }
	| { readonly state: "cancelled"; readonly change: Change }
	| { readonly state: "failed"; readonly change: Change; readonly failure: AppError };

export interface Changer extends Kept<ChangeState> {
	/** Without effect while another change goes on. */
	readonly start: (change: Change) => void;
	/** The store stays as it was. */
	readonly cancel: () => void;
}

const asked = (client: Client, change: Change, signal: AbortSignal) => {
	if (change.way === "undo" || change.way === "redo") return client.cleanup[change.way]({ run: change.run }, { signal });
	const { way: action, ...input } = change;
	return client.cleanup.run({ action, ...input }, { signal });
};

/** Holds the one change of this console. `onChanged`: whatever was read before may have changed. */
export const createChanger = (client: Client, onChanged: () => void): Changer => {
	const { state, subscribe, set } = openKept<ChangeState>({ state: "idle" });
	let going = new AbortController();
	const follow = async (change: Change): Promise<void> => {
		const { signal } = going;
		try {
			for await (const message of await asked(client, change, signal)) {
				if (message.type === "done") set({ state: "changed", change, run: message.run });
				else if (state().state === "changing") set({ state: "changing", change, progress: message, cancelling: signal.aborted });
			}
			signal.throwIfAborted();
		} catch (cause) {
			if (state().state === "changing")
				set(signal.aborted ? { state: "cancelled", change } : { state: "failed", change, failure: toAppError(cause) });
		} finally {
			onChanged();
		}
	};
	return {
		state,
		subscribe,
		start: (change) => {
			if (state().state === "changing") return;
			going = new AbortController();
			set({ state: "changing", change, progress: null, cancelling: false });
			void follow(change);
		},
		cancel: () => {
			const now = state();
			if (now.state !== "changing") return;
			set({ ...now, cancelling: true });
			going.abort();
		},
	};
};
