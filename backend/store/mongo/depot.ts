import type { Db, Document, FindCursor } from "mongodb";
import { type Depot, type HeldRecord, missingBackups, type RecordKind } from "../depot-port.js";
import { openConnection } from "./connection.js";
import { openDepotNoise } from "./depot-noise.js";
import { shelves } from "./depot-records.js";
import { type EventDocument, eventOf } from "./documents.js";
import { openLayout } from "./layout.js";
import { makeLedger, openLedger } from "./ledger.js";
import { openNumbered } from "./numbered.js";
import { nextNumber } from "./sequence.js";
import { openWriter } from "./writer.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

const batchSize = 4_000;
/** What a predecessor left has no number. */
const numbered = { changed: { $exists: true } } as const;

/** Batch by batch; each while the driver may fetch the next one. */
async function* batchesOf<D extends Document>(use: Use, find: (db: Db) => FindCursor<D>): AsyncGenerator<readonly D[]> {
	const cursor = await use(async (db) => find(db));
	try {
		while (await use(() => cursor.hasNext())) yield cursor.readBufferedDocuments() as D[];
	} finally {
		await cursor.close();
	}
}

const events = (db: Db) => db.collection<EventDocument>("events");

const replace = async (use: Use, kind: RecordKind, batches: AsyncIterable<readonly HeldRecord[]>): Promise<void> => {
	const { collection, where, sequence, write } = shelves[kind];
	await use((db) => db.collection(collection).deleteMany(where));
	for await (const batch of batches) {
		if (batch.length === 0) continue;
		await use(async (db) => {
			const last = sequence === undefined ? 0 : await nextNumber(db, sequence, batch.length);
			const documents = batch.map((record, index) => write(record, last - batch.length + 1 + index));
			await db.collection(collection).insertMany(documents, { ordered: true });
		});
	}
};

export interface MongoDepotOptions {
	readonly uri: string;
	readonly database: string;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * All of a store in MongoDB, over a connection of its own. Rejects with AppError `store_unavailable` while the server is away or not to be
 * used. Tokens that have ended are the server's to remove, which it does at its own time.
 */
export const openMongoDepot = async ({ uri, database, log }: MongoDepotOptions): Promise<Depot> => {
	const layout = openLayout(() => connection.where, log);
	let finishing: Promise<void> = Promise.resolve();
	let over = false;
	const connection = openConnection({
		uri,
		database,
		log,
		prepare: async (db) => {
			await layout.prepare(db);
			await makeLedger(db);
			finishing = layout.finish(db, () => over);
		},
	});
	const { use, where } = connection;
	const close = async (): Promise<void> => {
		over = true;
		await writer.close();
		await connection.close();
		await finishing;
	};
	const ledger = openLedger(use);
	const writer = openWriter({ use, ledger });
	const { refuseUnderWay, missing, ...noise } = openDepotNoise({ use, numbered: openNumbered(use, ledger), where });
	try {
		await use(async () => undefined);
	} catch (error) {
		await close();
		throw error;
	}
	const settings = (db: Db) => db.collection<{ _id: string; value: string }>("settings");
	return {
		kind: "mongodb",
		where,
		id: async () => `mongodb:${(await ledger.read()).storeId}`,
		settle: refuseUnderWay,
		countEvents: () => use((db) => events(db).countDocuments(numbered)),
		countForeign: () => use((db) => events(db).countDocuments({ changed: { $exists: false } })),
		countRecords: (kind) => use((db) => db.collection(shelves[kind].collection).countDocuments(shelves[kind].where)),
		readRecords: async function* (kind) {
			const { collection, where: wanted, sort, read } = shelves[kind];
			const found = batchesOf(use, (db) => db.collection(collection).find(wanted, { batchSize: 500 }).sort(sort));
			for await (const batch of found) yield batch.map(read);
		},
		replaceRecords: (kind, batches) => replace(use, kind, batches),
		readEvents: async function* (after) {
			// The order of storing has no index: it would cost every event that is stored, for the sake of a move.
			const found = batchesOf(use, (db) =>
				events(db)
					.find({ seq: { $gt: after }, ...numbered }, { batchSize })
					.sort({ seq: 1 })
					.allowDiskUse(true),
			);
			for await (const batch of found) yield batch.map(eventOf);
		},
		scanEvents: async function* () {
			for await (const batch of batchesOf(use, (db) => events(db).find(numbered, { batchSize }))) yield batch.map(eventOf);
		},
		addEvents: async (given) => {
			await writer.append(given);
		},
		...noise,
		/** Copies of other consoles are made anew: what they followed is gone. */
		clearEvents: () =>
			use(async (db) => {
				await events(db).deleteMany(numbered);
				await db.collection("event_removals").deleteMany({});
				await db.collection("ledger").deleteMany({});
				await makeLedger(db);
			}),
		note: () => use(async (db) => (await settings(db).findOne({ _id: "move" }))?.value ?? null),
		saveNote: (value) =>
			use(async (db) => {
				await settings(db).updateOne({ _id: "move" }, { $set: { value } }, { upsert: true });
			}),
		unmoved: () =>
			use(async (db) => {
				const found = [];
				const foreign = await events(db).countDocuments({ changed: { $exists: false } });
				if (foreign > 0) found.push({ what: "events of the predecessor that were not migrated", count: foreign });
				const placing = await db.collection("orders").countDocuments({ placing: { $exists: true } });
				const gone = await missing();
				if (gone > 0) found.push({ what: missingBackups, count: gone });
				if (placing > 0) found.push({ what: "orders that a console died over while it placed them", count: placing });
				return found;
			}),
		close,
	};
};
