/** Where the Parquet lies that Spark reads, and where it keeps a run's own: a folder (folder.ts) or a bucket (bucket/bucket.ts). */
export interface Ground {
	/** Spark's settings without which it does not get there. No secrets: a program's arguments are for all to see. */
	readonly conf: Readonly<Record<string, string>>;
	/** Variables of Spark's process. May hold secrets. */
	readonly env: Readonly<Record<string, string>>;
	readonly days: Shelf;
	/** Deletes what servers that ended left there. */
	sweep(): Promise<void>;
	/** Where Spark is to keep rows of a run, as Spark names it. */
	keepAt(run: string, name: string): string;
	/** Deletes all that was kept for the run. */
	removeRun(run: string): Promise<void>;
}

/** The days of one server, `day=YYYY-MM-DD/CONTENT` by name: whole or not there for who reads them. One call at a time. */
export interface Shelf {
	/**
	 * Sees to it that all events that were acknowledged before are there, and gives the names of their days, oldest first. Only days whose
	 * rows changed are written. Rejects with AppError: `cancelled` once the signal aborts, `disk_full`, `engine_unavailable`.
	 */
	bring(signal?: AbortSignal): Promise<readonly string[]>;
	/** All names there as of the last `bring`, those of former contents and of halves too. */
	names(): Promise<readonly string[]>;
	remove(name: string): Promise<void>;
	/** A day as Spark names it. */
	at(name: string): string;
}
