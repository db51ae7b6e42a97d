/** The events as an engine on other machines reads them. */
export interface SnapshotWriter {
	/**
	 * Writes all events that were acknowledged before, hidden ones too, as Parquet to the new folder `folder`, a folder `day=YYYY-MM-DD` for
	 * each UTC day: the columns of `snapshotColumns`. A store without events leaves the folder empty. Rejects with AppError `cancelled` once
	 * the signal aborts, with `disk_full` where there is no room; what was written by then is left to who asked.
	 */
	snapshot(folder: string, signal?: AbortSignal): Promise<void>;
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
