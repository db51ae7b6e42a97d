import type { Db, Document } from "mongodb";
import type { BackedUpKind } from "../../predecessor-port.js";
import { sumsOf } from "../cleanup-backup.js";
import { places } from "./kinds.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

/** Documents of one step. */
export const stepSize = 2_000;
/** How long a step may run on the server, ms. */
const stepMs = 30_000;

export const backupName = (kind: BackedUpKind, suffix: string): string => `${places[kind].collection}_before_${suffix}`;

/** Copies these within the server; those that the backup has stay as they are in it. */
export const copyOld = async (db: Db, kind: BackedUpKind, { into, keys }: { into: string; keys: readonly unknown[] }): Promise<void> => {
	const { collection, old } = places[kind];
	const match: Document = { $and: [{ _id: { $in: keys } }, old] };
	await db
		.collection(collection)
		.aggregate([{ $match: match }, { $merge: { into, on: "_id", whenMatched: "keepExisting", whenNotMatched: "insert" } }], {
			maxTimeMS: stepMs,
		})
		.toArray();
};

/** Batches of the ids of what matches, while the cursor lives. */
export async function* idsOf(use: Use, collection: string, match: Document): AsyncGenerator<readonly unknown[]> {
	const cursor = await use(async (db) => db.collection(collection).find(match, { projection: { _id: 1 }, batchSize: stepSize }));
	try {
		while (await use(() => cursor.hasNext())) yield cursor.readBufferedDocuments().map(({ _id }) => _id as unknown);
	} finally {
		await cursor.close();
	}
}

/** Those of the ids that the collection has. */
export const known = async (db: Db, collection: string, keys: readonly unknown[]): Promise<Set<string>> => {
	const found = await db
		.collection(collection)
		.find({ _id: { $in: keys as never[] } }, { projection: { _id: 1 } })
		.toArray();
	return new Set(found.map(({ _id }) => nameOf(_id)));
};

/** Tells ids of different types apart. */
export const nameOf = (key: unknown): string => `${(key as { _bsontype?: string } | null)?._bsontype ?? typeof key}:${String(key)}`;

export const backUpAll = async (
	use: Use,
	{ kind, suffix }: { kind: BackedUpKind; suffix: string },
	each: (count: number) => Promise<void>,
): Promise<number> => {
	const { collection, old } = places[kind];
	const into = backupName(kind, suffix);
	for await (const keys of idsOf(use, collection, old)) {
		await each(keys.length);
		const there = await use((db) => known(db, into, keys));
		const left = keys.filter((key) => !there.has(nameOf(key)));
		if (left.length > 0) await use((db) => copyOld(db, kind, { into, keys: left }));
	}
	return use((db) => db.collection(into).countDocuments());
};

/** Counts, and a sum over what every document holds. */
export const isSame = async (db: Db, kind: BackedUpKind, suffix: string): Promise<boolean> => {
	const { collection, old } = places[kind];
	const [there, copied] = [await sumsOf(db, collection, old), await sumsOf(db, backupName(kind, suffix), {})];
	return there.n === copied.n && there.sum === copied.sum;
};
