import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { Config } from "./config.js";
import { AppError } from "./contract/errors.js";
import { openDataFolder } from "./data-folder.js";
import { openDuckEngine } from "./engine/duckdb/engine.js";
import type { AnalysisEngine, TrialEngine } from "./engine/port.js";
import { bringingFirst, openReplicaEngine } from "./engine/replica/engine.js";
import { openSparkEngine, type SparkEngine } from "./engine/spark/engine.js";
import { openFolder } from "./engine/spark/folder.js";
import type { Ground } from "./engine/spark/ground.js";
import type { Log } from "./logging.js";
import type { Keyring } from "./sealing/keyring.js";
import { type Choice, type MongoAddress, openChoice, openStorage, type Storage } from "./storage/storage.js";
import type { Depot } from "./store/depot-port.js";
import { openDuckDepot } from "./store/duckdb/depot.js";
import { type DuckStore, openDuckStore } from "./store/duckdb/open.js";
import { type Restored, restore as restoreStore } from "./store/duckdb/restore.js";
import type { Hold } from "./store/hold.js";
import type { NoiseStore } from "./store/noise-port.js";
import type { Store } from "./store/ports.js";
import type { OldData } from "./store/predecessor-port.js";

export const storeFile = "clickstream.duckdb";

/** Which store was chosen in the console. */
export const choiceFile = "store.json";

/** The local copy of a shared store's events, and how far it is. */
const replicaFile = "replica.duckdb";
const replicaState = "replica.json";

/** The store, what analyses it, and where it is, for whoever sits at the computer. */
export interface Stores {
	readonly store: Store & NoiseStore;
	readonly engine: AnalysisEngine & TrialEngine;
	/** The same answers from Spark, which is started when it is first asked. */
	readonly spark: SparkEngine;
	readonly place: string;
	readonly backUp: DuckStore["backUp"];
	/** The embedded one's, while it is the one in use. */
	readonly depot: Depot | null;
	/** What a predecessor left in a shared store; null where none can have been. */
	readonly old: OldData | null;
}

interface Opening {
	readonly log: Log;
	readonly now: () => number;
}

/** Names a store to others that share a folder or bucket. Its secret keeps copies of one file apart from other files, and its path from each other. */
const ownerOf = async (source: DuckStore): Promise<string> => {
	const name = createHash("sha256")
		.update(`${resolve(source.database.path)} `)
		.update(await source.secret());
	return name.digest("hex").slice(0, 16);
};

const groundOf = async (source: DuckStore, { spark, dataDir }: Config, now: () => number): Promise<Ground> => {
	const owner = await ownerOf(source);
	if (spark.data.kind === "folder") return openFolder(source, { folder: spark.data.folder, owner });
	/** Most consoles have no bucket. */
	const { openBucket } = await import("./engine/spark/bucket/bucket.js");
	const { jars, ...address } = spark.data;
	return openBucket(source, { address, owner, staging: join(dataDir, "spark", "to-bucket"), jars, now });
};

const sparkOver = async (source: DuckStore, config: Config, now: () => number): Promise<SparkEngine> => {
	const { master, python } = config.spark;
	return openSparkEngine({ ground: await groundOf(source, config, now), master, python });
};

const openEmbedded = async (config: Config, { log, now }: Opening): Promise<Stores> => {
	const path = join(config.dataDir, storeFile);
	const store = await openDuckStore({ path, now, log: (message, details) => log.error(details, message) });
	const depot = openDuckDepot(store, () => Promise.resolve());
	return {
		store,
		engine: openDuckEngine(store),
		spark: await sparkOver(store, config, now),
		place: path,
		backUp: store.backUp,
		depot,
		old: null,
	};
};

const openShared = async (mongo: MongoAddress, config: Config, { log, now }: Opening): Promise<Stores> => {
	const { dataDir } = config;
	const tell = (message: string, details: Readonly<Record<string, unknown>>): void => log.error(details, message);
	const replica = await openDuckStore({ path: join(dataDir, replicaFile), now, log: tell });
	try {
		/** The driver is large, and most consoles have no MongoDB. */
		const { openMongoStore } = await import("./store/mongo/open.js");
		const store = openMongoStore({ ...mongo, replica, statePath: join(dataDir, replicaState), now, log: tell });
		const bringing = { bring: store.bring, look: store.look, uncounted: store.old.notice };
		const engine = openReplicaEngine({ inner: openDuckEngine(replica), ...bringing });
		const local = await sparkOver(replica, config, now);
		const spark = { ...bringingFirst(local, bringing), close: local.close };
		return { store, engine, spark, place: store.where, backUp: () => Promise.reject(noBackup(store.where)), depot: null, old: store.old };
	} catch (error) {
		await replica.close();
		throw error;
	}
};

const noBackup = (where: string): AppError =>
	new AppError(
		"unsupported",
		`The data is in MongoDB (${where}), and is backed up there: use mongodump, or what your provider has for it.`,
	);

/** The store that the environment, a command or the settings choose, in this order. */
export const openStores = async (
	config: Config,
	{ log, now, choice, wanted }: Opening & { readonly choice: Choice; readonly wanted: Store["kind"] | undefined },
): Promise<Stores> => {
	const embedded = () => openEmbedded(config, { log, now });
	if (wanted === "embedded") return embedded();
	const mongo = config.mongo ?? (await choice.mongo());
	if (mongo !== null) return openShared(mongo, config, { log, now });
	if (wanted === undefined) return embedded();
	throw new AppError(
		"invalid",
		"Which MongoDB? Set MONGO_URI, such as mongodb://127.0.0.1:27017, or choose one in the console's settings.",
	);
};

/**
 * Puts a backup in the place of the embedded store of this data folder, which nobody may have open; what was there is kept beside the
 * backups. Throws AppError, having changed nothing, when the file is no backup, the disk is full or the store is open.
 */
export const restore = async (config: Config, from: string, now: () => number = Date.now): Promise<Restored> => {
	if (config.mongo !== null)
		throw new AppError("unsupported", "The data is in MongoDB, and is restored there: use mongorestore, or what your provider has for it.");
	await openDataFolder(config.dataDir, []);
	return restoreStore({ path: join(config.dataDir, storeFile), from, now: now() });
};

/** The embedded store's file for a move, while another store is in use. */
const openFileDepot = async (path: string, { log, now }: Opening): Promise<Depot> => {
	const store = await openDuckStore({ path, now, log: (message, details) => log.error(details, message) });
	return openDuckDepot(store, () => store.close());
};

export interface StorageGround extends Stores, Opening {
	readonly config: Config;
	readonly hold: Hold;
	readonly choice: Choice;
	readonly restart: (() => void) | null;
}

/** Which store is used, and moving all of it to the other kind. */
export const openStorageOf = ({ config, store, depot, place, hold, choice, restart, log, now }: StorageGround): Storage =>
	openStorage({
		kind: store.kind,
		where: place,
		hold,
		choice,
		environment: config.mongo,
		usualDatabase: config.mongoDatabase,
		/** The driver is large, and most consoles have no MongoDB. */
		tryMongo: async (...asked) => (await import("./store/mongo/trial.js")).tryMongo(...asked),
		openDepot: {
			embedded: async () => depot ?? openFileDepot(join(config.dataDir, storeFile), { log, now }),
			mongodb: async (address) => {
				const { openMongoDepot } = await import("./store/mongo/depot.js");
				return openMongoDepot({ ...address, log: (message, details) => log.error(details, message) });
			},
		},
		restart,
		now,
	});

/** Which store the next start takes; what a keyring does not open is logged with its reason. */
export const openChoiceOf = (
	{ dataDir, model }: Config,
	{ keyring, log }: { readonly keyring: Keyring | null; readonly log: Log },
): Choice =>
	openChoice({
		path: join(dataDir, choiceFile),
		keyring,
		secretKey: model.secretKey,
		log: (message, details) => log.warn(details, message),
	});
