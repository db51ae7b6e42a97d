import { type Collection, Long, MongoBulkWriteError } from "mongodb";
import type { MinuteCount } from "../aggregate-port.js";
import { minuteMs } from "../minute-counts.js";
import { duplicateKey, wrapped } from "./failures.js";

/** A row of aggregates_minute; the Spark job (streaming/spark/minute_counts.py) writes the same. */
export interface CountDocument {
	readonly window_start: Date;
	readonly window_end: Date;
	readonly page: string | null;
	readonly event_type: string;
	readonly count: number | Long;
	readonly updated_at: Date;
	/** Number of the last batch that was added to it. */
	readonly batch?: number;
}

export interface Batch {
	readonly n: number;
	readonly counts: readonly MinuteCount[];
	readonly at: Date;
}

const upsert = ({ windowStart, page, eventType, count }: MinuteCount, { n, at }: Batch) => ({
	updateOne: {
		filter: {
			window_start: new Date(windowStart),
			window_end: new Date(windowStart + minuteMs),
			page,
			event_type: eventType,
			batch: { $lt: n },
		},
		update: { $inc: { count: Long.fromNumber(count) }, $set: { batch: n, updated_at: at } },
		upsert: true,
	},
});

/**
 * Adds a batch to its rows; begun again, it adds what is missing. A row that has it already does not match, so that the upsert tries to
 * make a second one and the unique index refuses it. Batches come in the order of their numbers.
 */
export const applyCounts = async (rows: Collection<CountDocument>, batch: Batch): Promise<void> => {
	if (batch.counts.length === 0) return;
	try {
		await rows.bulkWrite(
			batch.counts.map((one) => upsert(one, batch)),
			{ ordered: false },
		);
	} catch (error) {
		if (!(error instanceof MongoBulkWriteError) || wrapped(error) || error.result.getWriteConcernError()) throw error;
		if ([error.writeErrors].flat().some(({ code }) => code !== duplicateKey)) throw error;
	}
};

export const countsOf = (found: readonly CountDocument[]): MinuteCount[] =>
	found.map(({ window_start, page, event_type, count }) => ({
		windowStart: window_start.getTime(),
		page: page ?? null,
		eventType: event_type,
		count: Number(count),
	}));
