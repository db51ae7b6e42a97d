import { AppError } from "../../contract/errors.js";
import type { Database, Link } from "./database.js";
import type { Migration } from "./migrations.js";

const table = `CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at BIGINT NOT NULL)`;

const appliedNumbers = async (link: Link): Promise<number[]> => {
	const known = await link.rows("SELECT 1 AS one FROM duckdb_tables() WHERE table_name = 'migrations'");
	if (known.length === 0) return [];
	return (await link.rows("SELECT number FROM migrations ORDER BY number")).map((row) => Number(row["number"]));
};

const newer = (path: string, number: number): AppError =>
	new AppError(
		"store_unavailable",
		`The event store ${path} was written by a newer version of the console (its layout is ${number}). Install that version, or choose another folder with DATA_DIR. The file was left as it is.`,
		{ reason: "newer", path },
	);

const foreign = (path: string): AppError =>
	new AppError(
		"store_unavailable",
		`${path} is a DuckDB file, but not an event store. It was left as it is. Choose another folder with DATA_DIR.`,
		{ reason: "corrupt", path },
	);

/** Rejects when the file is no store, or of a newer layout than is known here. */
export const refuseUnknown = async (link: Link, known: { readonly path: string; readonly newest: number }): Promise<void> => {
	const last = (await appliedNumbers(link)).at(-1) ?? 0;
	if (last === 0) throw foreign(known.path);
	if (last > known.newest) throw newer(known.path, last);
};

export interface MigrateOptions {
	readonly migrations: readonly Migration[];
	readonly now: () => number;
	/** Called before anything is changed in a file that holds an older layout. */
	readonly backup: (link: Link) => Promise<void>;
}

/** Brings the file to the newest layout, each migration in its own transaction. Rejects, changing nothing, when the file is newer than known. */
export const migrate = async (database: Database, options: MigrateOptions): Promise<void> =>
	database.use(async (link) => {
		const applied = await appliedNumbers(link);
		const newest = options.migrations.at(-1)?.number ?? 0;
		const last = applied.at(-1) ?? 0;
		if (last > newest) throw newer(database.path, last);
		const waiting = options.migrations.filter(({ number }) => !applied.includes(number));
		if (waiting.length === 0) return;
		if (applied.length > 0) await options.backup(link);
		else if ((await link.rows("SELECT 1 AS one FROM duckdb_tables() WHERE NOT internal LIMIT 1")).length > 0) throw foreign(database.path);
		await link.exec(table);
		for (const { number, name, sql } of waiting)
			await link.transaction(async () => {
				await link.exec(sql);
				await link.exec("INSERT INTO migrations VALUES ($number, $name, $at)", { number, name, at: options.now() });
			});
		await link.exec("CHECKPOINT");
	});
