import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { openStreams, type Streams } from "../streaming/streams.js";
import { type Accounts, accountsRouter, openAccounts } from "./accounts/accounts.js";
import { analysisRouter, funnelsRouter, periodBefore, readAnalysis, reportsRouter } from "./analysis/analysis.js";
import { catalogRouter, ordersRouter } from "./catalog/catalog.js";
import { openCleanup } from "./cleanup/cleanup.js";
import type { Client } from "./client/client.js";
import { throwAppErrors } from "./client/failures.js";
import type { Config } from "./config.js";
import { AppError } from "./contract/errors.js";
import type { StreamState } from "./contract/health.js";
import { countingRouter } from "./counting/counting.js";
import { freeBytesOf, openDataFolder } from "./data-folder.js";
import { failureInterceptor } from "./failures.js";
import { openHttp } from "./http/http.js";
import { openFeed } from "./ingest/index.js";
import { openIngest } from "./ingest/ingest.js";
import { type InsightsDeps, insightsRouter, modelRouter, openInsights } from "./insights/insights.js";
import { claimAggregates, liveRouter, metricsRouter, openExposition, openHealth, openMeter, openWatching } from "./live/live.js";
import { openLogLines } from "./log-lines.js";
import { type Log, openLog } from "./logging.js";
import { type Caller, os } from "./operations.js";
import { forModel, openLiveIndex, recommendationsRouter } from "./recommendations/recommendations.js";
import { recordOrder } from "./record-order.js";
import { newestRelease } from "./releases.js";
import type { Keyring } from "./sealing/keyring.js";
import { openSeeding, pictureOf, seedingRouter } from "./seeding/seeding.js";
import { type Listening, openServer, type Server } from "./server.js";
import { type Choice, openMigration } from "./storage/storage.js";
import { type Hold, openHold } from "./store/hold.js";
import { choiceFile, openChoiceOf, openStorageOf, openStores, type Stores, storeFile } from "./stores.js";
import { eventsRouter, openKeys, openLastBackup, systemRouter, trackingRouter } from "./tracking/tracking.js";
import { openTransfer, transferRouter } from "./transfer/transfer.js";

export interface ComposeOptions {
	/** `must`: fail when the port cannot be had; `try`: go on without, and say why; `never`: for a command's own use. */
	readonly listen?: "must" | "try" | "never";
	/** Folder of the built renderer; without it a page tells how to build it. */
	readonly webRoot?: string;
	readonly version?: string;
	/** Epoch ms. */
	readonly now?: () => number;
	/** Closes and composes anew when the console asks for it; without it the console says that it cannot. */
	readonly restart?: () => void;
	/** The log is kept in files beside the data too; else it goes to stderr alone. */
	readonly logFiles?: boolean;
	/** This store, whatever is chosen: for a command that moves data out of it. */
	readonly store?: "embedded" | "mongodb";
	/** Keeps model keys and a MongoDB's password; a shell without one that encrypts gives it all the same, and it says so. */
	readonly keyring?: Keyring;
}

export type { Keyring } from "./sealing/keyring.js";

export interface Backend {
	/** The contract, implemented: for a shell's own transport. */
	readonly router: Router;
	/** What such a transport wraps around its calls (`clientInterceptors`), so that every failure leaves as data. */
	readonly failures: ReturnType<typeof failureInterceptor>;
	/** The contract in this process, asked by whoever sits at the computer. */
	readonly client: Client;
	readonly dataDir: string;
	listening(): Listening;
	/** Listens, or moves to another port. Throws AppError `conflict` when the port is taken, and stays where it was. */
	listen(port: number): Promise<void>;
	/** Why the store cannot be reached just now, for people; null when all is well. It is looked for until it is there. */
	storeProblem(): string | null;
	/** A link that makes the first owner, once; null when there is an owner, nothing listens, or the store is away. */
	ownerLink(): Promise<string | null>;
	/** Takes no more requests, ends what runs, writes what waits, gives the folder back. Idempotent. */
	close(): Promise<void>;
}

export { openSparkCounts, openStreamConsumer, sparkJobEnd } from "./counters.js";
export { type Profile, pictureOf, profiles, type Simulation, simulate } from "./seeding/seeding.js";
export type { Restored } from "./store/duckdb/restore.js";
export { restore } from "./stores.js";

/** Whoever sits at the computer: the desktop window, or a command without a server. */
export const local: Caller = { role: "local", userId: null, peer: null, token: null };

interface Ground extends Stores {
	readonly config: Config;
	readonly log: Log;
	readonly now: () => number;
	readonly version: string;
	readonly listening: () => Listening;
	readonly keyring: Keyring | null;
	readonly choice: Choice;
	readonly hold: Hold;
	readonly restart: (() => void) | null;
	readonly logLines: () => readonly string[];
	/** Of a command, which does as the store's own server does. */
	readonly command: boolean;
}

/** Every feature over one store and one engine. */
const openFeatures = async (ground: Ground) => {
	const { config, store, engine, spark, place, backUp, log, now, version, listening, keyring, command, logLines } = ground;
	const newest = (signal?: AbortSignal) => newestRelease(config.releasesUrl, version, signal);
	const claim = await claimAggregates({ store, owner: config.aggregates, follow: command, log });
	const accounts = await openAccounts({ store, now, sessionTtlMs: config.sessionTtlMs });
	const feed = openFeed();
	const exposition = openExposition();
	const meter = openMeter(now, exposition.note);
	let running: Streams | null = null;
	/** What goes through Kafka says so here. */
	const streams = (): readonly StreamState[] => running?.states() ?? [];
	const health = openHealth({ store, meter, claim, streams, now });
	const problem = (err: unknown): void => log.warn({ err }, "Live could not read the day of a week ago");
	const lastBackup = openLastBackup(join(config.dataDir, "last-backup.json"), (err) =>
		log.warn({ err }, "The store was backed up, and the time of that could not be noted"),
	);
	const watching = openWatching({ store, meter, streams, now, problem });
	const ingest = openIngest({ store, log, now, feed, onIngested: meter.note });
	const keys = openKeys({ store, now });
	const transfer = await openTransfer({ store, now, log, folder: join(config.dataDir, "uploads") });
	const freeBytes = () => freeBytesOf(config.dataDir);
	const seeding = await openSeeding({ store, log, now, customerNamed: accounts.customerNamed, freeBytes });
	const cleanup = await openCleanup({ store, engine, now, log });
	const storage = openStorageOf(ground);
	const migration = openMigration({ old: ground.old, hold: ground.hold, now });
	const live = openLiveIndex({ store, log });
	const recommend: InsightsDeps["recommend"] = (caller, count) => forModel({ store, live, now }, caller, count);
	const before: InsightsDeps["before"] = (analysis, signal) => periodBefore(engine, analysis, signal);
	const insights = openInsights({ ...config.model, store, keyring, recommend, before, log, now, newId: randomUUID });
	const router = os.router({
		accounts: accountsRouter({ accounts, store }),
		events: eventsRouter({ store }),
		system: systemRouter({
			...{ store, backUp, lastBackup, lately: meter.lastHour, now, version, engine: engine.name },
			...{ path: place, listening, logLines, newest },
		}),
		analysis: analysisRouter({
			engine,
			spark,
			useSpark: config.spark.usual,
			store,
			now,
			newId: randomUUID,
			log,
			writeText: insights.write,
			refresh: insights.refresh,
		}),
		reports: reportsRouter({ engine, store, now }),
		funnels: funnelsRouter({ engine, store, now, newId: randomUUID }),
		catalog: catalogRouter({ store, now, openRows: transfer.rows }),
		orders: ordersRouter({ store, now, newId: randomUUID, record: (event) => recordOrder(ingest, event) }),
		transfer: transferRouter(transfer),
		tracking: trackingRouter({ keys, feed, store }),
		model: modelRouter(insights),
		insights: insightsRouter({
			read: (caller, id) => readAnalysis(store, caller, id),
			save: (analysis) => store.saveAnalysis(analysis),
			write: (analysis, caller, signal) => insights.write(analysis, { caller, signal }),
			writings: insights.writings,
		}),
		seeding: seedingRouter(seeding),
		cleanup: cleanup.router,
		storage: storage.router,
		migration: migration.router,
		recommendations: recommendationsRouter({ store, live, now }),
		metrics: metricsRouter({ store, now }),
		live: liveRouter({ watching, health }),
		stream: countingRouter({ store }),
	});
	const tell = (message: string, details: Readonly<Record<string, unknown>>): void => log.warn(details, message);
	// A command is there for a moment, and what it stores is forwarded by the next server.
	running = await openStreams({ kafka: command ? null : config.kafka, owner: config.aggregates, store, now, tell });
	return {
		claim,
		exposition,
		health,
		watching,
		accounts,
		feed,
		ingest,
		keys,
		live,
		transfer,
		seeding,
		cleanup,
		storage,
		migration,
		writings: insights.writings,
		running,
		router,
	};
};

type Features = Awaited<ReturnType<typeof openFeatures>>;
export type Router = Features["router"];

const serverOf = ({ config, log, version }: Ground, features: Features, webRoot: string | undefined): Server =>
	openServer({
		dataDir: config.dataDir,
		http: (localToken) =>
			openHttp({
				config,
				log,
				version,
				webRoot,
				localToken,
				router: features.router,
				ingest: features.ingest,
				keys: features.keys,
				findCaller: features.accounts.findCaller,
				files: features.transfer.routes,
				picture: pictureOf,
				notReady: features.health.notReady,
				metrics: async () => features.exposition.text(await features.health.read()),
			}),
	});

const linkOf = async (accounts: Accounts, { address }: Listening): Promise<string | null> => {
	try {
		const code = address === null ? null : await accounts.ownerCode();
		return code && `${address}${code.path}`;
	} catch (error) {
		if (error instanceof AppError && error.code === "store_unavailable") return null; // Whether there is an owner cannot be told.
		throw error;
	}
};

const startListening = async (server: Server, { port }: Config, listen: ComposeOptions["listen"]): Promise<void> => {
	if (listen === "must") await server.listen(port);
	if (listen === "try") await server.tryToListen(port);
};

/**
 * The whole product without a shell, on one data folder. Throws AppError `store_unavailable` with details.reason
 * (locked, corrupt, unwritable, newer …) when the folder cannot be opened; nothing was changed then.
 */
export const compose = async (config: Config, options: ComposeOptions = {}): Promise<Backend> => {
	const { now = Date.now, version = "0.0.0", listen = "must" } = options;
	await openDataFolder(config.dataDir, [storeFile, `${storeFile}.wal`, choiceFile]);
	const lines = openLogLines({ folder: options.logFiles ? join(config.dataDir, "logs") : null, dataDir: config.dataDir });
	const log = openLog(config.logLevel, lines);
	const keyring = options.keyring ?? null;
	const choice = openChoiceOf(config, { keyring, log });
	const stores = await openStores(config, { log, now, choice, wanted: options.store });
	try {
		let server: Server | null = null;
		const listening = (): Listening => server?.listening() ?? { address: null, problem: null };
		const held = openHold(stores.store);
		const restart = options.restart ?? null;
		const own = { config, log, now, version, listening, keyring, choice, restart, logLines: lines.recent, command: listen === "never" };
		const ground: Ground = { ...stores, ...held, ...own };
		const features = await openFeatures(ground);
		server = serverOf(ground, features, options.webRoot);
		await startListening(server, config, listen);
		return backendOf(ground, features, server);
	} catch (error) {
		await stores.store.close();
		throw error;
	}
};

const backendOf = ({ config, store, spark, log, listening }: Ground, features: Features, server: Server): Backend => {
	const failures = failureInterceptor(log);
	const { router, claim, health, watching, accounts, feed, live, transfer, seeding, cleanup, storage, migration, writings, running } =
		features;
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		health.closing();
		watching.close();
		feed.close();
		await writings.close();
		await server.close();
		await storage.close();
		await migration.close();
		await running.close();
		await seeding.close();
		await transfer.close();
		await cleanup.close();
		await live.close();
		await claim.close();
		await spark.close();
		await store.close();
	};
	return {
		router,
		failures,
		client: createRouterClient(router, { context: () => ({ caller: local }), interceptors: [throwAppErrors, failures] }),
		dataDir: config.dataDir,
		listening,
		listen: server.listen,
		storeProblem: store.problem,
		ownerLink: () => linkOf(accounts, listening()),
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
