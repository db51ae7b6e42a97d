import type { AnyBulkWriteOperation, Db } from "mongodb";
import { type DeletedBy, type Depot, type HeldDeleted, type HeldMark, refuseUnderWay } from "../depot-port.js";
import { backupName, backupOf, checkBackup, dropBackup, proofOf } from "./cleanup-backup.js";
import { journal } from "./cleanup-journal.js";
import { documentOf, type EventDocument, eventOf, type MarkDocument } from "./documents.js";
import { marksOn } from "./marks.js";
import type { Numbered } from "./numbered.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

export type DepotNoise = Pick<Depot, "readMarks" | "addMarks" | "deletions" | "readDeleted" | "replaceDeleted"> & {
	/** See refuseUnderWay. */
	refuseUnderWay(): Promise<void>;
	/** Deletions in effect whose backup is gone. */
	missing(): Promise<number>;
};

const batchSize = 4_000;

const heldMark = ({ run, place, reason, score, at, off }: MarkDocument): HeldMark => ({
	run: Number(run),
	place: Number(place),
	reason,
	score: Number(score),
	at: at.getTime(),
	off: off === true,
});

const markDocument = ({ run, place, reason, score, at }: Omit<HeldMark, "off">): MarkDocument => ({
	run,
	place,
	reason,
	score,
	at: new Date(at),
});

const events = (db: Db) => db.collection<EventDocument>("events");

async function* batches(use: Use, collection: string, filter: object): AsyncGenerator<readonly EventDocument[]> {
	const cursor = await use(async (db) => db.collection<EventDocument>(collection).find(filter, { batchSize }));
	try {
		while (await use(() => cursor.hasNext())) yield cursor.readBufferedDocuments() as EventDocument[];
	} finally {
		await cursor.close();
	}
}

/** What of a store in MongoDB is of clean-up runs, for whoever moves it. */
export const openDepotNoise = ({ use, numbered, where }: { use: Use; numbered: Numbered; where: string }): DepotNoise => {
	const kinds = (): Promise<{ there: DeletedBy[]; missing: number }> =>
		use(async (db) => {
			const names = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
			const found = await journal(db).find({ in_effect: true, action: "delete" }).sort({ _id: 1 }).toArray();
			const there = found.filter(({ body }) => names.has(body.backup ?? ""));
			return { there: there.map(({ body: { run, at } }) => ({ run, at })), missing: found.length - there.length };
		});
	return {
		refuseUnderWay: async () => {
			const left = await use((db) =>
				journal(db)
					.find({ doing: { $exists: true } })
					.toArray(),
			);
			refuseUnderWay(
				left.map(({ _id }) => _id),
				where,
			);
		},
		missing: async () => (await kinds()).missing,
		readMarks: async function* () {
			const marked = { changed: { $exists: true }, $or: [{ "marks.run": { $gte: 0 } }, { "flag.noisy": true }] };
			for await (const batch of batches(use, "events", marked))
				yield batch.map((document) => ({
					source: document.source,
					eventId: document.event_id,
					noise: eventOf(document).noise,
					marks: marksOn(document).map(heldMark),
				}));
		},
		addMarks: async (held) => {
			await numbered(held.length, async (db, first) => {
				const operations = held.map(({ source, eventId: event_id, noise, marks }, index): AnyBulkWriteOperation<EventDocument> => {
					const own = marks.map((one): MarkDocument => ({ ...markDocument(one), ...(one.off ? { off: true as const } : {}) }));
					const flag = noise && { noisy: true as const, reasons: [...noise.reasons], updated_at: new Date(noise.at) };
					const change = { marks: own, changed: first + index, updated_at: new Date(), ...(flag ? { flag } : {}) };
					return { updateOne: { filter: { source, event_id }, update: { $set: change } } };
				});
				await events(db).bulkWrite(operations, { ordered: false });
			});
		},
		deletions: async () => (await kinds()).there,
		readDeleted: async function* ({ run }) {
			const found = await use((db) => journal(db).findOne({ _id: run }));
			const name = found?.body.backup ?? "";
			await use((db) => checkBackup(db, name, found?.proof));
			for await (const batch of batches(use, name, {}))
				yield batch.map((document): HeldDeleted => {
					const marks = marksOn(document).map((mark) => {
						const { off: _, ...held } = heldMark(mark);
						return held;
					});
					return { event: eventOf(document).event, marks };
				});
		},
		replaceDeleted: async ({ run }, given) => {
			const name = backupName(run);
			await use((db) => dropBackup(db, name));
			for await (const batch of given) {
				if (batch.length === 0) continue;
				await numbered(batch.length, async (db, first) => {
					const documents = batch.map(
						({ event, marks }, index): EventDocument => ({
							...documentOf(event),
							seq: first + index,
							changed: first + index,
							...(marks.length > 0 ? { marks: marks.map(markDocument) } : {}),
						}),
					);
					await backupOf(db, name).insertMany(documents);
				});
			}
			const proof = await use((db) => proofOf(db, name));
			await use((db) => journal(db).updateOne({ _id: run }, { $set: { proof } }));
		},
	};
};
