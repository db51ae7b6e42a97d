/** One record of a file, before anything is known of what its columns mean. */
export interface FileRow {
	/** 1-based. CSV: records after the header; NDJSON and logs: the line in the file; Parquet: the row. Equal on every reading. */
	readonly row: number;
	/** By column; text in CSV and logs, typed where the format is. A missing cell is null. */
	readonly cells: readonly unknown[];
	/** What the format found beside the columns, kept as properties. */
	readonly extra?: Readonly<Record<string, unknown>>;
	/** Set when the row is broken; an `error` has no cells worth reading. */
	readonly fault?: RowFault;
}

export interface RowFault {
	readonly code: string;
	readonly severity: "error" | "warning";
	readonly title: string;
	readonly message: string;
}

/** Rows in lots as the file is read, so that no row costs a turn of the event loop. Lots may be empty. */
export type RowLots = AsyncGenerator<readonly FileRow[], void, undefined>;
