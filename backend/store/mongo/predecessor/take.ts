import { type AnyBulkWriteOperation, type Db, MongoBulkWriteError } from "mongodb";
import type { NewEvent } from "../../event.js";
import type { Refused, Taken } from "../../predecessor-port.js";
import { shelves } from "../depot-records.js";
import { documentOf, type EventDocument } from "../documents.js";
import { duplicateKey, isDuplicate, wrapped } from "../failures.js";
import { marksByHand } from "../marks.js";
import type { Numbered } from "../numbered.js";
import { places } from "./kinds.js";

const flaggedBefore = "flagged before";

const marked = (noisyAt: number | null): Pick<EventDocument, "marks" | "flag"> => {
	if (noisyAt === null) return {};
	const at = new Date(noisyAt);
	return { marks: marksByHand([flaggedBefore], at), flag: { noisy: true, reasons: [flaggedBefore], updated_at: at } };
};

/** An event in its document's place. Its number is that of an edit (`changed` after `seq`) where it is marked, so that copies take the mark. */
const placed = ({ event, noisyAt }: { event: NewEvent; noisyAt: number | null }, number: number): EventDocument => ({
	...documentOf(event),
	seq: number,
	changed: number,
	...marked(noisyAt),
});

type TakenEvent = Extract<Taken, { event: NewEvent }>;
type TakenRecord = Exclude<Taken, TakenEvent>;

const twice = (key: unknown): Refused => ({ key, path: "_id", reason: "An event of this source and id is there already" });

/** Puts events in their documents' places; those that could not be since another has their identity. */
export const takeEvents = async (numbered: Numbered, taken: readonly TakenEvent[]): Promise<Refused[]> => {
	if (taken.length === 0) return [];
	// The first number is of what is stored, so the mark of an event has one of the second half.
	return numbered(2 * taken.length, async (db, first) => {
		const operations = taken.map(({ key, ...one }, index): AnyBulkWriteOperation<EventDocument> => {
			const replacement = placed(one, first + index);
			if (one.noisyAt !== null) replacement.changed = first + taken.length + index;
			return { replaceOne: { filter: { $and: [{ _id: key as never }, places.events.old] } as never, replacement } };
		});
		try {
			await db.collection<EventDocument>("events").bulkWrite(operations, { ordered: false });
			return [];
		} catch (error) {
			if (!(error instanceof MongoBulkWriteError) || wrapped(error) || error.result.getWriteConcernError()) throw error;
			const refused = [error.writeErrors].flat();
			if (refused.some(({ code }) => code !== duplicateKey)) throw error;
			return refused.map(({ index }) => twice(taken[index]?.key));
		}
	});
};

const words = { users: "The name is another account's already", products: "The slug is another product's already" } as const;

/**
 * One at a time: the old document goes first, since it may hold what is to be unique, and stands in the backup meanwhile. What is there
 * already stays as it is: people may have changed it.
 */
export const takeRecords = async (db: Db, kind: "users" | "products", taken: readonly TakenRecord[]): Promise<Refused[]> => {
	const { collection, write } = shelves[kind];
	const refused: Refused[] = [];
	for (const { key, record } of taken) {
		const { _id, ...document } = write(record, 0);
		await db.collection(collection).deleteOne({ $and: [{ _id: key as never }, places[kind].old] });
		try {
			await db.collection(collection).updateOne({ _id: _id as never }, { $setOnInsert: document }, { upsert: true });
		} catch (error) {
			if (!isDuplicate(error)) throw error;
			refused.push({ key, path: kind === "users" ? "username" : "slug", reason: words[kind] });
		}
	}
	return refused;
};
