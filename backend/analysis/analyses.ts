import type { Analysis, AnalysisHead } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { Caller } from "../operations.js";
import type { AccountStore, AnalysisStore } from "../store/ports.js";

export type SavedStore = Pick<AnalysisStore, "analyses" | "analysis" | "removeAnalysis"> & Pick<AccountStore, "users" | "user">;

/**
 * Who reads which saved analysis: a customer those of their own; owners, analysts and who sits at the computer all that are not a
 * customer's. What one may not read does not exist for them.
 */
export const listAnalyses = async (store: SavedStore, caller: Caller, limit: number): Promise<AnalysisHead[]> => {
	if (caller.role === "customer") return caller.userId === null ? [] : store.analyses(caller.userId, limit);
	const customers = new Set((await store.users()).filter(({ role }) => role === "customer").map(({ userId }) => userId));
	return newestOf(store, limit, ({ user_id }) => user_id === null || !customers.has(user_id));
};

/** Throws `not_found` for the unknown and for what is not the caller's to read: the same answer for both. */
export const readAnalysis = async (store: SavedStore, caller: Caller, id: string): Promise<Analysis> => {
	const analysis = await store.analysis(id);
	if (analysis && (await mayRead(store, caller, analysis.user_id))) return analysis;
	throw new AppError("not_found", `There is no analysis ${id} that you may read. See the list of analyses.`);
};

export const removeAnalysis = async (store: SavedStore, caller: Caller, id: string): Promise<void> => {
	await readAnalysis(store, caller, id);
	await store.removeAnalysis(id);
};

const mayRead = async (store: SavedStore, caller: Caller, owner: string | null): Promise<boolean> => {
	if (caller.role === "customer") return owner !== null && owner === caller.userId;
	return owner === null || (await store.user(owner))?.role !== "customer";
};

/** The store knows no roles, so more are read until enough of them may be shown. */
const newestOf = async (store: SavedStore, limit: number, wanted: (head: AnalysisHead) => boolean): Promise<AnalysisHead[]> => {
	for (let asked = limit; ; asked *= 4) {
		const heads = await store.analyses(null, asked);
		const shown = heads.filter(wanted);
		if (shown.length >= limit || heads.length < asked) return shown.slice(0, limit);
	}
};
