import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "../contract/errors.js";
import type { MoveProgress, MoveResult, StorageState, StoreKind, Trial } from "../contract/storage.js";
import { messagesOf } from "../messages.js";
import { type Caller, os } from "../operations.js";
import type { Depot } from "../store/depot-port.js";
import type { Hold } from "../store/hold.js";
import { shownAddress } from "./address.js";
import type { Choice, MongoAddress } from "./choice.js";
import { moveAll } from "./move.js";

export { type Choice, type MongoAddress, openChoice } from "./choice.js";
export { openMigration } from "./migration.js";

export interface StorageDeps {
	/** Of the store in use. */
	readonly kind: StoreKind;
	readonly where: string;
	readonly hold: Hold;
	readonly choice: Choice;
	/** Of MONGO_URI. */
	readonly environment: MongoAddress | null;
	/** Name of a database where none is given. */
	readonly usualDatabase: string;
	readonly tryMongo: (address: MongoAddress) => Promise<Trial>;
	readonly openDepot: {
		/** Of the open store where that is the one in use. */
		readonly embedded: () => Promise<Depot>;
		readonly mongodb: (address: MongoAddress) => Promise<Depot>;
	};
	/** Starts the backend anew; null where the program cannot. */
	readonly restart: (() => void) | null;
	readonly now: () => number;
}

export interface Storage {
	readonly router: ReturnType<typeof routerOf>;
	/** Stops a move and waits for its end. Call it before the store closes. */
	close(): Promise<void>;
}

type Given = { readonly uri?: string | undefined; readonly database?: string | undefined };

const noAddress = (): AppError =>
	new AppError("invalid", "Which MongoDB? Give its address, such as mongodb://127.0.0.1:27017, or set MONGO_URI.", { path: "uri" });

/** What was given, else what MONGO_URI says, else what is kept. */
const addressOf = async ({ choice, environment, usualDatabase }: StorageDeps, { uri, database }: Given): Promise<MongoAddress> => {
	if (uri !== undefined) return { uri, database: database ?? usualDatabase };
	const known = environment ?? (await choice.mongo());
	if (known === null) throw noAddress();
	return { uri: known.uri, database: database ?? known.database };
};

const chosenOf = async ({ choice, environment }: StorageDeps): Promise<StorageState["chosen"]> => {
	if (environment) {
		const { uri, database } = environment;
		return { kind: "mongodb", by: "environment", address: shownAddress(uri), database };
	}
	const shown = await choice.shown();
	if (shown?.kind === "mongodb") return { ...shown, by: "settings" };
	return { kind: "embedded", by: shown ? "settings" : "nobody", address: null, database: null };
};

/** One at a time. */
interface Moving {
	running: Promise<unknown> | null;
}

const stateOf = async (deps: StorageDeps, moving: Moving, caller: Caller): Promise<StorageState> => ({
	in_use: { kind: deps.kind, where: caller.role === "local" ? deps.where : null },
	chosen: await chosenOf(deps),
	keeping: await deps.choice.keeping(),
	may_restart: deps.restart !== null,
	moving: moving.running !== null,
	held: moving.running === null && deps.hold.closed,
});

interface Wish extends Given {
	readonly to: StoreKind;
	readonly use: boolean;
}

/** A server that cannot be used is told of before anything is begun. */
const tryFirst = async ({ tryMongo }: StorageDeps, address: MongoAddress): Promise<void> => {
	const { where, rights } = await tryMongo(address);
	const missing = rights.filter(({ granted }) => !granted).map(({ right }) => right);
	if (missing.length > 0)
		throw new AppError(
			"store_unavailable",
			`The user of ${where} may not ${missing.join(", ")} there. Give it the role readWrite on the database. Nothing was changed.`,
			{ reason: "rights" },
		);
};

const openBoth = async (deps: StorageDeps, address: MongoAddress): Promise<{ from: Depot; to: Depot }> => {
	const { kind, openDepot } = deps;
	await tryFirst(deps, address);
	const embedded = await openDepot.embedded();
	try {
		const mongodb = await openDepot.mongodb(address);
		return kind === "embedded" ? { from: embedded, to: mongodb } : { from: mongodb, to: embedded };
	} catch (error) {
		await embedded.close();
		throw error;
	}
};

interface Carrying {
	readonly signal: AbortSignal;
	readonly tell: (progress: MoveProgress) => void;
}

/** Writes are held back meanwhile, and after that too when the other store is chosen: what came in between would be lost. */
const carry = async (deps: StorageDeps, wish: Wish, { signal, tell }: Carrying): Promise<MoveResult> => {
	const { hold, choice, now, environment } = deps;
	const address = await addressOf(deps, wish);
	const { from, to } = await openBoth(deps, address);
	let stay = false;
	try {
		await hold.close();
		const result = await moveAll({ from, to, now, tell, signal });
		if (wish.use && !environment) {
			await choice.save(wish.to === "mongodb" ? address : null);
			stay = true;
		}
		return result;
	} finally {
		if (!stay) hold.open();
		await Promise.all([from.close(), to.close()]);
	}
};

const refuse = (deps: StorageDeps, { to }: Wish, moving: Moving): void => {
	if (moving.running) throw new AppError("conflict", "A move runs already. Wait for its end, or stop it.");
	if (deps.hold.closed) throw new AppError("conflict", "The data was moved already. Restart the console to use the other store.");
	if (to === deps.kind)
		throw new AppError(
			"conflict",
			`The data is in ${to === "embedded" ? "the embedded store" : "MongoDB"} already. Choose the other store.`,
		);
};

type Message = ({ readonly type: "progress" } & MoveProgress) | { readonly type: "done"; readonly result: MoveResult };

const routerOf = (deps: StorageDeps, moving: Moving, closing: AbortSignal) => ({
	state: os.storage.state.handler(({ context: { caller } }) => stateOf(deps, moving, caller)),
	test: os.storage.test.handler(async ({ input }) => deps.tryMongo(await addressOf(deps, input))),
	choose: os.storage.choose.handler(async ({ input, context: { caller } }) => {
		if (deps.environment)
			throw new AppError("conflict", "MONGO_URI is set, and has the last word. Unset it and start again to choose here.", { path: "kind" });
		await deps.choice.save(input.kind === "embedded" ? null : await addressOf(deps, input));
		return stateOf(deps, moving, caller);
	}),
	move: os.storage.move.handler(async function* ({ input, signal: asked }) {
		refuse(deps, input, moving);
		const left = new AbortController();
		const signal = AbortSignal.any([left.signal, closing, ...(asked ? [asked] : [])]);
		const messages = messagesOf<Message, MoveResult>((tell) => {
			const work = carry(deps, input, { signal, tell: (progress) => tell({ type: "progress", ...progress }) }).finally(() => {
				moving.running = null;
			});
			moving.running = work;
			work.catch(() => undefined); // Thrown below, to whoever still listens.
			return work;
		});
		try {
			yield { type: "done" as const, result: yield* messages };
		} finally {
			left.abort();
			await Promise.allSettled([moving.running]);
		}
	}),
	restart: os.storage.restart.handler(() => {
		const { restart } = deps;
		if (restart === null) throw new AppError("unsupported", "This program does not restart itself. End it and start it again.");
		// After the reply has left.
		void pause(300).then(restart);
		return { restarting: true as const };
	}),
});

/** Which store there is, and moving all of it to the other one. */
export const openStorage = (deps: StorageDeps): Storage => {
	const moving: Moving = { running: null };
	const closing = new AbortController();
	return {
		router: routerOf(deps, moving, closing.signal),
		close: async () => {
			closing.abort();
			await Promise.allSettled([moving.running]);
		},
	};
};
