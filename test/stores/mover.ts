import type { MoveProgress, MoveResult } from "../../backend/contract/storage.js";
import { moveAll } from "../../backend/storage/move.js";
import type { Depot } from "../../backend/store/depot-port.js";
import { openDuckDepot } from "../../backend/store/duckdb/depot.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import { openMongoDepot } from "../../backend/store/mongo/depot.js";

export interface Told {
	readonly progress?: MoveProgress;
	readonly result?: MoveResult;
	readonly failure?: string;
}

export interface Moving {
	readonly tell: (progress: MoveProgress) => void;
	readonly signal: AbortSignal;
	/** Of embedded stores: where their clean-up runs keep what they delete. */
	readonly cleanupDirs?: { readonly from?: string; readonly to?: string };
}

/** A store by the path of its file, or by mongodb://host:port/database. */
const open = async (place: string, cleanupDir: string | undefined): Promise<Depot> => {
	const [, uri, database] = /^(mongodb:\/\/[^/]+)\/(.+)$/.exec(place) ?? [];
	if (uri !== undefined && database !== undefined) return openMongoDepot({ uri, database, log: () => undefined });
	const store = await openDuckStore({ path: place, ...(cleanupDir === undefined ? {} : { cleanupDir }) });
	return openDuckDepot(store, () => store.close());
};

/** Moves between two places, or from a store that is open and stays so, and tells its result or the message of its failure. */
export const mover = async (from: string | DuckStore, to: string, { tell, signal, cleanupDirs = {} }: Moving): Promise<Told> => {
	const source = typeof from === "string" ? await open(from, cleanupDirs.from) : openDuckDepot(from, async () => undefined);
	const target = await open(to, cleanupDirs.to);
	const told = await moveAll({ from: source, to: target, now: Date.now, tell, signal }).then(
		(result) => ({ result }),
		(error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
	);
	await source.close();
	await target.close();
	return told;
};
