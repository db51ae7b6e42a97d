import type { Db } from "mongodb";
import { type AsideGroup, type Refused, type TakenKind, takenKinds } from "../../predecessor-port.js";
import { places } from "./kinds.js";
import { oldDocument } from "./plain.js";

export const asideName = (kind: TakenKind): string => `${places[kind].collection}_set_aside`;

interface AsideDocument {
	readonly _id: unknown;
	readonly path: string;
	readonly reason: string;
	/** When it was set aside. */
	readonly at: Date;
	/** As it was. */
	readonly document: unknown;
}

const collectionOf = (db: Db, kind: TakenKind) => db.collection<AsideDocument>(asideName(kind));

/** Written there before it is removed here; `from` is where the documents are read. */
export const moveAside = async (
	db: Db,
	kind: TakenKind,
	{ from, refused }: { from: string; refused: readonly Refused[] },
): Promise<void> => {
	const { collection, old } = places[kind];
	const keys = refused.map(({ key }) => key as never);
	const found = await db
		.collection(from)
		.find({ _id: { $in: keys } })
		.toArray();
	const documents = new Map(found.map((document) => [oldDocument(document).id, document]));
	const operations = refused.flatMap(({ key, path, reason }) => {
		const document = documents.get(oldDocument({ _id: key as never }).id);
		const made = { path, reason, at: new Date(), document };
		return document === undefined ? [] : [{ updateOne: { filter: { _id: key }, update: { $setOnInsert: made }, upsert: true } }];
	});
	if (operations.length > 0) await collectionOf(db, kind).bulkWrite(operations as never[], { ordered: false });
	await db.collection(collection).deleteMany({ $and: [{ _id: { $in: keys } }, old] });
};

const mostExamples = 3;

export const asideGroups = async (db: Db): Promise<AsideGroup[]> => {
	const groups: AsideGroup[] = [];
	for (const kind of takenKinds) {
		const found = await collectionOf(db, kind)
			.aggregate<{ _id: string; count: number; examples: unknown[] }>([
				{ $group: { _id: "$reason", count: { $sum: 1 }, examples: { $firstN: { input: "$_id", n: mostExamples } } } },
			])
			.toArray();
		for (const { _id: reason, count, examples } of found) groups.push({ kind, reason, count, examples: examples.map(String) });
	}
	return groups.sort((a, b) => b.count - a.count);
};
