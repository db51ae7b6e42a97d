import { randomUUID } from "node:crypto";
import type { Db } from "mongodb";
import type { NoiseStore } from "../noise-port.js";
import type { Freshness, Replica, Store, StoreCounts } from "../ports.js";
import type { OldData } from "../predecessor-port.js";
import { openAccounts } from "./accounts.js";
import { openAggregates } from "./aggregates.js";
import { openCatalog } from "./catalog.js";
import { openChanges } from "./changes.js";
import { openConnection } from "./connection.js";
import { openEditor } from "./editor.js";
import { followMs, openFollowing } from "./following.js";
import { openEventLog, openForwardCursors } from "./forward.js";
import { openFunnels } from "./funnels.js";
import { openLayout } from "./layout.js";
import { holderOf } from "./lease.js";
import { makeLedger, openLedger } from "./ledger.js";
import { openModel } from "./model.js";
import { openNoise } from "./noise.js";
import { openNumbered } from "./numbered.js";
import { openOrders } from "./orders.js";
import { openOldData } from "./predecessor/old-data.js";
import { openPresence } from "./presence.js";
import { openRecommendationLists } from "./recommendations.js";
import { imports, openAnalyses, openImports, openRejects } from "./records.js";
import { openStateFile } from "./replica-state.js";
import { openSeeds, seedRuns } from "./seeds.js";
import { openSettings } from "./settings.js";
import { openSync } from "./sync.js";
import { openUpkeep } from "./upkeep.js";
import { openWriteKeys } from "./write-keys.js";
import { openWriter } from "./writer.js";

export interface MongoStoreOptions {
	readonly uri: string;
	readonly database: string;
	/** The local copy of the events, which this store fills and closes. Nobody else writes to it. */
	readonly replica: Replica;
	/** The file beside the replica that tells how far it is. */
	readonly statePath: string;
	readonly now?: () => number;
	readonly log?: (message: string, details: Readonly<Record<string, unknown>>) => void;
	/** Events that may wait for their commit; more are refused with `overloaded`. */
	readonly queueLimit?: number;
	/** What a list or a count waits for the copy, ms; then it answers from what is there, and `problem` tells. */
	readonly patienceMs?: number;
	/** How long a step of a clean-up may run on the server, and so how long its next start waits after a console died over one, ms. */
	readonly stepMs?: number;
}

export interface MongoStore extends Store, NoiseStore {
	/** Hosts and database, without credentials. */
	readonly where: string;
	/** See Sync. */
	bring(limitMs: number, signal?: AbortSignal): Promise<Freshness>;
	/** See Sync. */
	look(): () => void;
	checkDays(): Promise<number>;
	readonly old: OldData;
}

const bytesOf = async (db: Db): Promise<number> => Number((await db.command({ dbStats: 1 }))["totalSize"]);

/**
 * Opens the shared store. Resolves also while the server is away: it is looked for in the background, `problem` tells, and calls
 * reject with AppError `store_unavailable` until it is back. Events are read from the replica, which is brought up to date before.
 */
export const openMongoStore = (options: MongoStoreOptions): MongoStore => {
	const { uri, database, replica, statePath, now = Date.now, log = () => undefined, patienceMs = 5_000 } = options;
	const layout = openLayout(() => connection.where, log);
	const connection = openConnection({
		uri,
		database,
		log,
		prepare: async (db) => {
			await layout.prepare(db);
			await makeLedger(db);
			finishing = layout.finish(db, () => closing !== null);
		},
	});
	let finishing: Promise<void> = Promise.resolve();
	const { use, where } = connection;
	const ledger = openLedger(use);
	const writer = openWriter({ use, ledger, ...(options.queueLimit === undefined ? {} : { queueLimit: options.queueLimit }) });
	const aggregates = openAggregates({ use, ledger, settle: writer.settle, now, log });
	const sync = openSync({ changes: openChanges(use), ledger, replica, state: openStateFile(statePath), where, now, log });
	const rejects = openRejects(use);
	const editor = openEditor(use, ledger);
	/** Counts of what was accepted have an event also when it is deleted right after. */
	const remove: typeof editor.remove = async (keys) => {
		await aggregates.countAll();
		return editor.remove(keys);
	};
	const holder = (): Promise<string> => holderOf(`${statePath}.owner`);
	const old = openOldData({ use, numbered: openNumbered(use, ledger), holder, where, log });
	void old.watch();
	const one = { use, holder, process: randomUUID() };
	const atImports = openPresence({ ...one, collection: (db) => imports(db) as never, status: "status" });
	const atSeedRuns = openPresence({ ...one, collection: (db) => seedRuns(db) as never, status: "run.status" });
	const { mend, arrivals, ...noise } = openNoise({
		use,
		ledger,
		finder: replica,
		remove,
		holder,
		stepMs: options.stepMs,
		now,
		log,
	});
	const upkeep = openUpkeep({ sync, noise: { mend, arrivals }, ledger, settle: writer.settle, log });
	let staleness: string | null = null;
	const bring = async (limitMs: number, signal?: AbortSignal): Promise<Freshness> => {
		const freshness = await upkeep.bring(limitMs, signal);
		staleness = freshness.problem;
		return freshness;
	};
	const upToDate = async <T>(read: () => Promise<T>): Promise<T> => {
		await bring(patienceMs);
		const leave = sync.look();
		try {
			return await read();
		} finally {
			leave();
		}
	};
	/** An edit of ours is in the replica before it is told to be done, so that `edits` tells of it too. */
	const followed = async (edit: Promise<number>): Promise<number> => {
		const changed = await edit;
		if (changed > 0) await bring(patienceMs);
		return changed;
	};
	const cleaned = async <T>(change: Promise<T>): Promise<T> => {
		const done = await change;
		await bring(patienceMs);
		return done;
	};
	/** Of the last time that the server told. */
	let told: Pick<StoreCounts, "rejected" | "bytes"> = { rejected: 0, bytes: 0 };
	const tell = async (): Promise<typeof told> => {
		try {
			told = { rejected: await rejects.count(), bytes: await use(bytesOf) };
		} catch (error) {
			if (connection.problem() === null) throw error;
		}
		return told;
	};
	const problem = (): string | null => {
		const behind = sync.behind();
		const copying =
			behind === null ? staleness : `Copying events from MongoDB: ${behind.toLocaleString("en")} to go. The figures are of what is here.`;
		return connection.problem() ?? copying;
	};
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		atImports.close();
		atSeedRuns.close();
		await writer.close();
		await aggregates.close();
		await connection.close();
		await finishing;
		await old.close();
		await upkeep.close();
		await sync.close();
		await replica.close();
	};
	return {
		kind: "mongodb",
		where,
		problem,
		bring,
		look: sync.look,
		checkDays: async () => {
			await writer.settle();
			return sync.check();
		},
		old,
		append: async (events) => {
			const appended = await writer.append(events);
			aggregates.came();
			return appended;
		},
		flag: (keys, reasons, at) => followed(editor.flag(keys, reasons, at)),
		unflag: (keys) => followed(editor.unflag(keys)),
		remove: (keys) => followed(remove(keys)),
		list: (filter, page) => upToDate(() => replica.list(filter, page)),
		count: (filter) => upToDate(() => replica.count(filter)),
		facets: () => upToDate(replica.facets),
		sources: () => upToDate(replica.sources),
		counts: () => upToDate(async () => ({ ...(await replica.counts()), ...(await tell()) })),
		write: (request) => upToDate(() => replica.write(request)),
		productSights: (request) => upToDate(() => replica.productSights(request)),
		sightsOf: (who, limit) => upToDate(() => replica.sightsOf(who, limit)),
		sighted: (by, text, limit) => upToDate(() => replica.sighted(by, text, limit)),
		edits: () => replica.edits(),
		judge: (request) => upToDate(() => replica.judge(request)),
		...noise,
		runs: async (limit) => {
			await upkeep.ready(patienceMs);
			return noise.runs(limit);
		},
		carryOut: (judgement, start) => cleaned(noise.carryOut(judgement, start)),
		undo: (run, turn) => cleaned(noise.undo(run, turn)),
		redo: (run, turn) => cleaned(noise.redo(run, turn)),
		addRejects: rejects.addRejects,
		rejects: rejects.rejects,
		...aggregates.store,
		recent: (since) => upToDate(() => replica.recent(since)),
		follow: openFollowing(replica, () => bring(followMs)),
		...openAccounts(use),
		...openAnalyses(use),
		...openCatalog(use),
		...openOrders(use, where),
		...openImports(use, atImports),
		...openSeeds(use, (keys) => followed(remove(keys)), atSeedRuns),
		...openFunnels(use),
		...openEventLog(use, ledger),
		...openForwardCursors(use),
		...openModel(use),
		...openRecommendationLists(use),
		...openWriteKeys(use),
		...openSettings(use),
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
