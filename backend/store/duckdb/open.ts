import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Store } from "../ports.js";
import { openAccounts } from "./accounts.js";
import { openAnalyses } from "./analyses.js";
import { backUp } from "./backup.js";
import type { BloomOptions } from "./bloom.js";
import { openCheckpoints } from "./checkpoints.js";
import { type Database, openDatabase } from "./database.js";
import { openEditor } from "./editor.js";
import { openExporter } from "./exporter.js";
import { openingFailure } from "./failures.js";
import { openImports } from "./imports.js";
import { foldedSeq, type Kept, openKept } from "./kept.js";
import { openKnownIds } from "./known-ids.js";
import { checkLog } from "./log-header.js";
import { migrate } from "./migrate.js";
import { type Migration, migrations as released } from "./migrations.js";
import { openReader, openTallies } from "./reader.js";
import { openRejects } from "./rejects.js";
import { openSettings } from "./settings.js";
import { openWriter } from "./writer.js";

export interface DuckStoreOptions {
	/** The file, made with its folder when missing; ":memory:" for a store that ends with the process. */
	readonly path: string;
	/** Where copies go before a migration; `backups` beside the file when not given. */
	readonly backupDir?: string;
	readonly now?: () => number;
	readonly log?: (message: string, details: Readonly<Record<string, unknown>>) => void;
	/** Events that may wait for their commit; more are refused with `overloaded`. */
	readonly queueLimit?: number;
	/** For tests: other layouts, filters small enough to be wrong often, and folds of few events a step. */
	readonly migrations?: readonly Migration[];
	readonly bloom?: BloomOptions;
	readonly foldStep?: number;
}

export interface DuckStore extends Store {
	/** For the engine of the same file. */
	readonly database: Database;
	readonly kept: Kept;
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
	const seed = Buffer.from(await preferences.secret())
		.toString("hex")
		.slice(0, 16);
	const ids = openKnownIds(seed, options.bloom);
	const filled = ids.fill(database);
	filled.catch(() => undefined); // Every append waits for it and meets the failure.
	const failed = (message: string) => (err: unknown) => options.log?.(message, { err });
	const kept = openKept({
		database,
		...(options.foldStep === undefined ? {} : { stepEvents: options.foldStep }),
		onFailure: failed("The kept-up tables could not be brought up to date; the next analysis tries again"),
	});
	const writer = openWriter({
		database,
		ids,
		filled,
		// Numbers of removed events are not given again once they are folded: the fold would not see the new event.
		nextSeq: Math.max(lastSeq, folded) + 1,
		onCommit: (stored) => {
			tallies.add(stored);
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
	const rejects = openRejects(database);
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		await checkpoints.close();
		await writer.close();
		ids.stop();
		await kept.close();
		await filled.catch(() => undefined); // Told by the appends that waited for it.
		await database.close();
	};
	return {
		kind: "embedded",
		database,
		kept,
		rebuildKept: kept.rebuild,
		exactLooks: () => ids.looks,
		append: writer.append,
		...openEditor(database, kept, async () => {
			await tallies.read();
		}),
		...openReader(database, tallies, rejects.count),
		...openExporter(database),
		addRejects: rejects.addRejects,
		rejects: rejects.rejects,
		...openAccounts(database),
		...openAnalyses(database),
		...openImports(database),
		...preferences,
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
