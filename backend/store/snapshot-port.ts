/** The events as an engine on other machines reads them. */
export interface SnapshotWriter {
	/**
	 * Sees to it that all events that were acknowledged before, hidden ones too, are in `folder` as Parquet: for each UTC day with events a
	 * folder `day=YYYY-MM-DD/CONTENT` with the columns of `snapshotColumns`, named by what its rows are (stored, edited, marked), so that a
	 * day whose rows are the same is not written again. A folder is whole under its name and never changes; those of former contents are
	 * left to who asked. Those named in `elsewhere` are kept in another place, and are not written here either. One at a time in a folder.
	 * Rejects with AppError `cancelled` once the signal aborts, with `disk_full` where there is no room.
	 */
	snapshot(folder: string, signal?: AbortSignal, elsewhere?: ReadonlySet<string>): Promise<Snapshot>;
}

export interface Snapshot {
	/** Of all days, oldest first, relative to the folder, with a slash on every system; none without events. */
	readonly folders: readonly string[];
	/** The days that had to be written, YYYY-MM-DD. */
	readonly written: readonly string[];
}

/** Names and Spark types of a snapshot's columns. */
export const snapshotColumns = {
	seq: "BIGINT",
	source: "STRING",
	event_id: "STRING",
	ts: "BIGINT",
	visitor: "STRING",
	user_id: "STRING",
	session_id: "STRING",
	user_verified: "BOOLEAN",
	event_type: "STRING",
	action: "STRING",
	page: "STRING",
	product_id: "STRING",
	product_name: "STRING",
	product_category: "STRING",
	price: "DECIMAL(18, 4)",
	quantity: "DOUBLE",
	currency: "STRING",
	order_id: "STRING",
	revenue: "DECIMAL(18, 4)",
	total: "DECIMAL(18, 4)",
	search_term: "STRING",
	utm_source: "STRING",
	utm_medium: "STRING",
	utm_campaign: "STRING",
	utm_term: "STRING",
	utm_content: "STRING",
	referrer: "STRING",
	channel: "STRING",
	device: "STRING",
	properties: "STRING",
	hidden: "BOOLEAN",
	noisy: "BOOLEAN",
	noise_reasons: "ARRAY<STRING>",
} as const;
