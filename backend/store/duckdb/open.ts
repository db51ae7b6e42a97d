import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { NoiseStore } from "../noise-port.js";
import type { Replica, Store } from "../ports.js";
import type { SnapshotWriter } from "../snapshot-port.js";
import { openAccounts } from "./accounts.js";
import { openAggregates } from "./aggregates.js";
import { openAnalyses } from "./analyses.js";
import { openArrivals } from "./arrivals.js";
import { type BackupRequest, type BackupResult, backUp, openBackups } from "./backup.js";
import type { BloomOptions } from "./bloom.js";
import { openCatalog } from "./catalog.js";
import { openCheckpoints } from "./checkpoints.js";
import { sweepParts } from "./cleanup-backup.js";
import { deletedSeq, interruptLeft } from "./cleanup-journal.js";
import { type Database, openDatabase } from "./database.js";
import { openEditor } from "./editor.js";
import { openExporter } from "./exporter.js";
import { openingFailure } from "./failures.js";
import { openEventLog, openForwardCursors } from "./forward.js";
import { openFunnels } from "./funnels.js";
import { openImports } from "./imports.js";
import { foldedSeq, type Kept, openKept } from "./kept.js";
import { openKnownIds } from "./known-ids.js";
import { openLive } from "./live.js";
import { checkLog } from "./log-header.js";
import { memoryLimit } from "./memory.js";
import { migrate } from "./migrate.js";
import { type Migration, migrations as released } from "./migrations.js";
import { openModel } from "./model.js";
import { openNoise } from "./noise.js";
import { openNoiseFinder } from "./noise-finder.js";
import { openReader, openTallies } from "./reader.js";
import { openRecommendationLists } from "./recommendations.js";
import { openRejects } from "./rejects.js";
import { openSeeds } from "./seeds.js";
import { openSettings } from "./settings.js";
import { openSights } from "./sights.js";
import { openSnapshots } from "./snapshot.js";
import { openWriteKeys } from "./write-keys.js";
import { openWriter } from "./writer.js";

export interface DuckStoreOptions {
	/** The file, made with its folder when missing; ":memory:" for a store that ends with the process. */
	readonly path: string;
	/** Where copies go before a migration; `backups` beside the file when not given. */
	readonly backupDir?: string;
	/** Where clean-up runs keep what they delete; `cleanup` beside the file when not given. */
	readonly cleanupDir?: string;
	readonly now?: () => number;
	readonly log?: (message: string, details: Readonly<Record<string, unknown>>) => void;
	/** Events that may wait for their commit; more are refused with `overloaded`. */
	readonly queueLimit?: number;
	/** For tests: other layouts, filters small enough to be wrong often, and folds of few events a step. */
	readonly migrations?: readonly Migration[];
	readonly bloom?: BloomOptions;
	readonly foldStep?: number;
}

export interface DuckStore extends Store, Replica, NoiseStore, SnapshotWriter {
	/** For the engine of the same file. */
	readonly database: Database;
	readonly kept: Kept;
	/** Where clean-up runs keep what they delete. */
	readonly cleanupDir: string;
	/** See openBackups. */
	backUp(request: BackupRequest): Promise<BackupResult>;
	/** Makes all kept-up tables again from the events. */
	rebuildKept(): Promise<void>;
	/** How often the id filter could not tell a new event from a stored one. */
	readonly exactLooks: () => number;
}

/** Far away: see checkpoints.ts. */
const automaticCheckpoint = "1TB";

const settings = {
	default_null_order: "nulls_last",
	checkpoint_threshold: automaticCheckpoint,
	memory_limit: memoryLimit(),
	autoinstall_known_extensions: "false",
	autoload_known_extensions: "false",
};

const openFile = async ({ path, backupDir, now = Date.now, migrations = released }: DuckStoreOptions): Promise<Database> => {
	try {
		if (path !== ":memory:") await mkdir(dirname(path), { recursive: true });
		if (path !== ":memory:") await checkLog(path);
		const database = await openDatabase(path, settings);
		try {
			const backup = async (link: Parameters<typeof backUp>[0]): Promise<void> => {
				if (path !== ":memory:") await backUp(link, path, { directory: backupDir ?? join(dirname(path), "backups"), now: now() });
			};
			await migrate(database, { migrations, now, backup });
		} catch (error) {
			await database.close();
			throw error;
		}
		return database;
	} catch (error) {
		throw openingFailure(path, error);
	}
};

/**
 * Opens the embedded store. Rejects with AppError `store_unavailable` whose `details.reason` is locked, corrupt, unwritable,
 * newer or disk_full; the file is then as it was.
 */
export const openDuckStore = async (options: DuckStoreOptions): Promise<DuckStore> => {
	const database = await openFile(options);
	const preferences = openSettings(database);
	const tallies = openTallies(database);
	const lastSeq = await tallies.read();
	const folded = await database.use(foldedSeq);
	// The open file is this process's alone: what is under way in it is a dead one's.
	await database.use(interruptLeft);
	const deleted = await database.use(deletedSeq);
	const seed = Buffer.from(await preferences.secret())
		.toString("hex")
		.slice(0, 16);
	const ids = openKnownIds(seed, options.bloom);
	const filled = ids.fill(database);
	filled.catch(() => undefined); // Every append waits for it and meets the failure.
	const failed = (message: string) => (err: unknown) => options.log?.(message, { err });
	const arrivals = openArrivals({
		database,
		now: options.now ?? Date.now,
		onHidden: (events) => tallies.hide(events),
		onFailure: failed("Events that arrived could not be judged for noise; the next clean-up judges them"),
	});
	const cleanupDir = options.cleanupDir ?? join(options.path === ":memory:" ? tmpdir() : dirname(options.path), "cleanup");
	// So is the folder beside it.
	if (options.path !== ":memory:") await sweepParts(cleanupDir).catch(failed("What was left of unfinished backups could not be removed"));
	const kept = openKept({
		database,
		arrivals,
		...(options.foldStep === undefined ? {} : { stepEvents: options.foldStep }),
		onFailure: failed("The kept-up tables could not be brought up to date; the next analysis tries again"),
	});
	const writer = openWriter({
		database,
		ids,
		filled,
		counting: () => aggregates.counting(),
		now: options.now ?? Date.now,
		// Numbers of removed events are not given again once they are folded, since the fold would not see the new event, nor those of
		// deleted events, which may come back.
		nextSeq: Math.max(lastSeq, folded, deleted) + 1,
		onCommit: (stored, first, counted) => {
			tallies.add(stored);
			live.stored(stored, first);
			aggregates.came(counted);
			kept.came(stored.length);
			checkpoints.came(stored.length);
		},
		...(options.queueLimit === undefined ? {} : { queueLimit: options.queueLimit }),
	});
	const checkpoints = openCheckpoints({
		database,
		kept,
		between: writer.between,
		onFailure: failed("The write-ahead log could not be worked into the file; it is tried again"),
	});
	const aggregates = openAggregates({
		database,
		now: options.now ?? Date.now,
		between: writer.between,
		onFailure: failed("The minute counts could not be added up; it is tried again"),
	});
	const live = openLive(database);
	const rejects = openRejects(database);
	let edits = 0;
	const onChange = async (): Promise<void> => {
		edits += 1;
		await tallies.read();
	};
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		await checkpoints.close();
		await aggregates.close();
		await writer.close();
		ids.stop();
		await kept.close();
		await filled.catch(() => undefined); // Told by the appends that waited for it.
		await database.close();
	};
	return {
		kind: "embedded",
		problem: () => null,
		database,
		kept,
		cleanupDir,
		backUp: openBackups({ database, kept, between: writer.between }),
		rebuildKept: kept.rebuild,
		exactLooks: () => ids.looks,
		append: writer.append,
		...openEditor(database, kept, onChange),
		...openNoise({
			database,
			kept,
			arrivals,
			folder: cleanupDir,
			between: writer.between,
			learn: ids.learn,
			onChange,
		}),
		...openNoiseFinder(database),
		...openSeeds(database, kept, async () => {
			await tallies.read();
		}),
		...openReader(database, tallies, rejects.count),
		...openExporter(database),
		...openSnapshots(database, kept),
		addRejects: rejects.addRejects,
		rejects: rejects.rejects,
		...aggregates.store,
		...live.reader,
		...openAccounts(database),
		...openAnalyses(database),
		...openCatalog(database),
		...openImports(database),
		...openFunnels(database),
		...openEventLog(database),
		...openForwardCursors(database, options.now ?? Date.now),
		...openRecommendationLists(database),
		...openSights(database, async () => (arrivals.on ? kept.alone(arrivals.catchUp) : Infinity)),
		edits: () => edits,
		...openWriteKeys(database),
		...openModel(database),
		...preferences,
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
