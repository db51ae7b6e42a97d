import type { CleanupRun } from "../../backend/contract/cleanup.js";
import { AppError } from "../../backend/contract/errors.js";
import type { NoiseStore } from "../../backend/store/noise-port.js";
import type { EventKey } from "../../backend/store/ports.js";

/** A run over just these events, for a reason of their own; null when there was nothing to do. */
export const runOn = async (
	store: NoiseStore,
	action: "tag" | "delete",
	keys: readonly EventKey[],
	reason = "rule",
): Promise<CleanupRun | null> => {
	const sql = `SELECT seq, 0.5 AS score, visitor AS subject FROM events
		WHERE source || ' ' || event_id IN (SELECT unnest(:keys))`;
	const params = { keys: keys.map(({ source, eventId }) => `${source} ${eventId}`) };
	const judgement = await store.judge({ queries: [{ reason, sql, params }], since: null });
	try {
		const { doomed } = judgement.verdict;
		return await store.carryOut(judgement, { action, at: 5, about: { since: null, reasons: [] }, confirmed: doomed });
	} finally {
		judgement.close();
	}
};

/** Undoes or redoes a run where that can be: one that is not there, is so already, or was a deletion stays as it is. */
export const turnRun = async (store: NoiseStore, turn: "undo" | "redo", run: number): Promise<boolean> => {
	try {
		await store[turn](run, { at: 6 });
		return true;
	} catch (error) {
		if (error instanceof AppError && ["not_found", "conflict", "unsupported"].includes(error.code)) return false;
		throw error;
	}
};
