import { AppError } from "../contract/errors.js";
import type { NoiseStore } from "./noise-port.js";
import type { Store } from "./ports.js";

type Held = Store & NoiseStore;

/** All that changes what is stored. */
const writing = [
	"append",
	"flag",
	"unflag",
	"remove",
	"addRejects",
	"createUser",
	"changeUser",
	"removeUser",
	"saveToken",
	"removeToken",
	"saveCode",
	"takeCode",
	"saveAnalysis",
	"removeAnalysis",
	"saveFunnel",
	"removeFunnel",
	"saveImport",
	"saveSeedRun",
	"removeBeginning",
	"saveProducts",
	"removeProduct",
	"placeOrder",
	"saveRecommendations",
	"addWriteKey",
	"changeWriteKey",
	"revokeWriteKey",
	"saveModelKey",
	"removeModelKey",
	"addModelRun",
	"saveModelSettings",
	"changeSettings",
	"claimAggregates",
	"handAggregates",
	"addCounts",
	"takeCursor",
	"saveCursor",
	"releaseCursor",
	"begin",
	"giveUp",
	"carryOut",
	"undo",
	"redo",
	"watchArrivals",
	"saveCleanupSettings",
] as const satisfies readonly (keyof Held)[];

/** All the rest: a new operation of a store has to be in one of the two lists. */
type Reading =
	| "kind"
	| "problem"
	| "close"
	| "list"
	| "count"
	| "facets"
	| "sources"
	| "counts"
	| "write"
	| "rejects"
	| "findUser"
	| "user"
	| "users"
	| "hasOwner"
	| "token"
	| "analyses"
	| "analysis"
	| "funnels"
	| "funnel"
	| "imports"
	| "leftImports"
	| "leftSeedRuns"
	| "importOf"
	| "seedRuns"
	| "seedRun"
	| "seedTruth"
	| "product"
	| "productBySlug"
	| "productsOf"
	| "shelfOf"
	| "hasProducts"
	| "findProducts"
	| "categories"
	| "orderOf"
	| "orders"
	| "recommendations"
	| "latestRecommendations"
	| "productSights"
	| "sightsOf"
	| "sighted"
	| "edits"
	| "writeKeys"
	| "modelKey"
	| "modelSpending"
	| "modelSettings"
	| "settings"
	| "secret"
	| "aggregatesOwner"
	| "countProgress"
	| "seenIds"
	| "logWriter"
	| "readLog"
	| "aggregates"
	| "recent"
	| "follow"
	| "judge"
	| "runs"
	| "marksOf"
	| "cleanupSettings";

type Unsorted = Exclude<keyof Held, (typeof writing)[number] | Reading>;

export interface Hold {
	/** Refuses writes from now on; resolves when those under way have ended. */
	close(): Promise<void>;
	open(): void;
	readonly closed: boolean;
}

const moving = (): AppError =>
	new AppError(
		"store_unavailable",
		"The data is being moved to another store, and nothing is written meanwhile. Nothing of this request was stored; send it again in a while.",
		{ reason: "moving", retry_after: 30 },
	);

/** The same store, whose writes can be held back while all of it is copied. Reading goes on. */
export const openHold = <S extends Held>(store: S): { readonly store: S; readonly hold: Hold } => {
	const running = new Set<Promise<unknown>>();
	let closed = false;
	const held: Record<string, unknown> = {} satisfies Record<Unsorted, unknown>;
	for (const name of writing) {
		const write = store[name] as (...given: unknown[]) => Promise<unknown>;
		held[name] = async (...given: unknown[]): Promise<unknown> => {
			if (closed) throw moving();
			const work = write(...given);
			running.add(work);
			try {
				return await work;
			} finally {
				running.delete(work);
			}
		};
	}
	return {
		store: { ...store, ...held },
		hold: {
			close: async () => {
				closed = true;
				await Promise.allSettled([...running]);
			},
			open: () => {
				closed = false;
			},
			get closed() {
				return closed;
			},
		},
	};
};
