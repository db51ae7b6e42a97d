import type { AnyBulkWriteOperation, Collection, Db } from "mongodb";
import type { EventEditor, EventKey } from "../ports.js";
import type { EventDocument } from "./documents.js";
import type { Ledger } from "./ledger.js";
import { marksByHand, putOn } from "./marks.js";
import { openNumbered } from "./numbered.js";

/** Told to copies: look at this event again, it may be gone. Kept for 90 days (layout.ts); older copies are made anew. */
export interface RemovalDocument {
	readonly source: string;
	readonly event_id: string;
	readonly changed: number;
	readonly at: Date;
}

const distinct = (keys: readonly EventKey[]): EventKey[] => [
	...new Map(keys.map((key) => [`${key.source}\u001f${key.eventId}`, key])).values(),
];

const events = (db: Db): Collection<EventDocument> => db.collection<EventDocument>("events");

/** Events of one request to the server. */
const chunkSize = 5_000;

const chunks = <T>(all: readonly T[]): T[][] =>
	Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, index) => all.slice(index * chunkSize, (index + 1) * chunkSize));

/** Every edit has a number of the ledger, so that copies of the events follow it. */
export const openEditor = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>, ledger: Ledger): EventEditor => {
	const numbered = openNumbered(use, ledger);
	const update = async (
		given: readonly EventKey[],
		change: (
			key: EventKey,
			changed: number,
		) => Pick<Extract<AnyBulkWriteOperation<EventDocument>, { updateOne: unknown }>["updateOne"], "filter" | "update">,
	): Promise<number> => {
		let count = 0;
		for (const keys of chunks(distinct(given))) {
			count += await numbered(keys.length, async (db, first) => {
				const operations = keys.map((key, index) => ({ updateOne: change(key, first + index) }));
				return (await events(db).bulkWrite(operations, { ordered: false })).modifiedCount;
			});
		}
		return count;
	};
	const tell = (keys: readonly EventKey[]): Promise<void> =>
		numbered(keys.length, async (db, first) => {
			const at = new Date();
			const told = keys.map(({ source, eventId }, index) => ({ source, event_id: eventId, changed: first + index, at }));
			await db.collection<RemovalDocument>("event_removals").insertMany(told, { ordered: false });
		});
	return {
		flag: (keys, reasons, at) =>
			update(keys, ({ source, eventId }, changed) => ({
				filter: { source, event_id: eventId, "flag.noisy": { $ne: true } },
				update: putOn(marksByHand(reasons, new Date(at)), changed),
			})),
		unflag: (keys) =>
			update(keys, ({ source, eventId }, changed) => ({
				filter: { source, event_id: eventId, "flag.noisy": true },
				update: { $unset: { flag: "", marks: "" }, $set: { updated_at: new Date(), changed } },
			})),
		/** Told before, so that a crash in between is followed up, and after, so that a copy that looked too early looks again. */
		remove: async (given) => {
			let count = 0;
			for (const keys of chunks(distinct(given))) {
				await tell(keys);
				const operations = keys.map(({ source, eventId }) => ({ deleteOne: { filter: { source, event_id: eventId } } }));
				count += await use(async (db) => (await events(db).bulkWrite(operations, { ordered: false })).deletedCount);
				await tell(keys);
			}
			return count;
		},
	};
};
