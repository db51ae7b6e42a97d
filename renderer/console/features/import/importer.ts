import { toAppError } from "../../../../backend/client/failures.js";
import type { ImportRecord, Mapping } from "../../../../backend/contract/transfer.js";
import { type Kept, openKept } from "../../app/kept.js";
import type { ImportSource } from "./source.js";
import { type ImportAction, type ImportState, reduce, start } from "./state.js";

export interface Importer extends Kept<ImportState> {
	/** Without effect while an import runs: it is cancelled by its own button alone. */
	readonly open: (file: File) => Promise<void>;
	readonly change: (mapping: Mapping) => void;
	readonly setAgain: (again: boolean) => void;
	/** Reads the file to its end once more, under the present mapping. */
	readonly check: () => Promise<void>;
	readonly run: () => Promise<void>;
	/** Puts a file away that was not imported. */
	readonly leave: () => void;
	/** Stops what is going on: the upload, or the import. */
	readonly cancel: () => void;
}

/** A change of several selects in a row starts one check, not one each. */
const settleMs = 300;

const lookMs = 200;
const looks = 15;

/** The last to end of the cancelled imports of this file; null while one still runs. One that goes on after an interruption keeps its first start. */
const cancelledOf = (records: readonly ImportRecord[], name: string): ImportRecord | null => {
	const own = records.filter((record) => record.name === name);
	if (own.some(({ status }) => status === "running")) return null;
	const ended = own.filter(({ status }) => status === "cancelled");
	return ended.sort((a, b) => (b.finished_at ?? "").localeCompare(a.finished_at ?? ""))[0] ?? null;
};

/** The stream ends with the cancel, so what it left is read from the list of imports, once the rows in hand are written. */
const cancelledRecord = async ({ client }: ImportSource, name: string): Promise<ImportRecord | null> => {
	for (let look = 0; look < looks; look++) {
		const records = await client.transfer.list({ limit: 50 }).then(
			({ items }) => items,
			() => [],
		);
		const found = cancelledOf(records, name);
		if (found) return found;
		await new Promise((resolve) => setTimeout(resolve, lookMs));
	}
	return null;
};

/** Holds the one import of this console, outside React, so that it goes on when its view is left. */
export const createImporter = (source: ImportSource): Importer => {
	const kept = openKept(start);
	let going = new AbortController();

	const dispatch = (action: ImportAction): void => kept.set(reduce(kept.state(), action));
	/** Ends what ran before, so that at most one thing talks at a time. */
	const afresh = (): AbortSignal => {
		going.abort();
		going = new AbortController();
		return going.signal;
	};

	const open = async (file: File): Promise<void> => {
		if (kept.state().step === "running") return;
		const signal = afresh();
		dispatch({ type: "opening", name: file.name, total: file.size });
		try {
			const info = await source.open(file, { signal, onSent: (sent, total) => dispatch({ type: "sent", sent, total }) });
			if (signal.aborted) return;
			dispatch({ type: "opened", file: info });
			await check();
		} catch (cause) {
			if (!signal.aborted) dispatch({ type: "refused", failure: toAppError(cause) });
		}
	};

	const check = async (): Promise<void> => {
		const state = kept.state();
		if (state.step !== "columns") return;
		const signal = afresh();
		const { file, mapping } = state;
		dispatch({ type: "checking", progress: null });
		try {
			for await (const message of await source.client.transfer.check({ file_id: file.file_id, mapping }, { signal })) {
				if (signal.aborted) return;
				dispatch(message.type === "done" ? { type: "checked", result: message.result } : { type: "checking", progress: message });
			}
		} catch (cause) {
			if (!signal.aborted) dispatch({ type: "check_failed", failure: toAppError(cause) });
		}
	};

	const change = (mapping: Mapping): void => {
		const signal = afresh();
		dispatch({ type: "mapped", mapping });
		setTimeout(() => {
			if (!signal.aborted) void check();
		}, settleMs);
	};

	const run = async (): Promise<void> => {
		const state = kept.state();
		if (state.step !== "columns") return;
		const signal = afresh();
		const { file, mapping, again } = state;
		dispatch({ type: "started", at: source.now() });
		try {
			for await (const message of await source.client.transfer.run({ file_id: file.file_id, mapping, again }, { signal })) {
				if (message.type === "done") dispatch({ type: "finished", record: message.result });
				else dispatch({ type: "progress", at: source.now(), progress: message });
			}
			signal.throwIfAborted();
		} catch (cause) {
			const record = signal.aborted ? await cancelledRecord(source, file.name) : null;
			dispatch(record ? { type: "finished", record } : { type: "stopped", failure: signal.aborted ? null : toAppError(cause) });
		} finally {
			source.onWritten();
		}
	};

	const cancel = (): void => {
		const { step } = kept.state();
		if (step === "opening") {
			going.abort();
			dispatch({ type: "reset" });
		} else if (step === "running") {
			dispatch({ type: "cancelling" });
			going.abort();
		}
	};

	return {
		state: kept.state,
		subscribe: kept.subscribe,
		open,
		change,
		setAgain: (again) => dispatch({ type: "again", again }),
		check,
		run,
		leave: () => {
			if (kept.state().step !== "columns") return;
			going.abort();
			dispatch({ type: "reset" });
		},
		cancel,
	};
};
