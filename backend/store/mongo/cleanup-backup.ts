import type { Db, Document } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { EventKey } from "../ports.js";
import { hashed } from "./changes.js";
import type { EventDocument } from "./documents.js";
import { isAbsent } from "./failures.js";

/** The collection that holds what a deletion took, each event as it was. */
export const backupName = (run: number): string => `cleanup_backup_${String(run).padStart(4, "0")}`;

export const backupOf = (db: Db, name: string) => db.collection<EventDocument>(name);

export const sumsOf = async (db: Db, collection: string, match: Document): Promise<{ n: number; sum: bigint }> => {
	const groups = (sum: Document): Document[] => [
		{ $match: match },
		{ $group: { _id: null, n: { $sum: 1 }, sum: { $sum: sum } } },
		{ $set: { sum: { $toString: { $toLong: "$sum" } } } },
	];
	const [row] = await hashed((sum) => db.collection(collection).aggregate<{ n: number; sum: string }>(groups(sum)).toArray());
	return { n: row?.n ?? 0, sum: BigInt(row?.sum ?? 0) };
};

const matchOf = (keys: readonly EventKey[]): Document => ({
	$or: [...new Set(keys.map(({ source }) => source))].map((source) => ({
		source,
		event_id: { $in: keys.filter((key) => key.source === source).map(({ eventId }) => eventId) },
	})),
});

export interface Copied {
	readonly n: number;
	readonly sum: bigint;
}

/** Copies these events, within the server, into the backup; how many were there, and a sum over what they hold. */
export const copyToBackup = async (db: Db, name: string, keys: readonly EventKey[], stepMs: number): Promise<Copied> => {
	const match = matchOf(keys);
	const seen = await sumsOf(db, "events", match);
	const into = { into: name, on: "_id", whenMatched: "replace", whenNotMatched: "insert" };
	await db
		.collection("events")
		.aggregate([{ $match: match }, { $merge: into }], { maxTimeMS: stepMs })
		.toArray();
	return seen;
};

export const proofText = ({ n, sum }: Copied): string => `${n} ${sum}`;

/** What the backup holds, as `proofText` tells it. */
export const proofOf = async (db: Db, name: string): Promise<string> => proofText(await sumsOf(db, name, {}));

export const dropBackup = async (db: Db, name: string): Promise<void> => {
	await db.dropCollection(name).catch((error: unknown) => {
		if (!isAbsent(error)) throw error;
	});
};

/** Rejects with `invalid` when the backup is gone or holds something else than what was deleted. */
export const checkBackup = async (db: Db, name: string, proof: string | undefined): Promise<void> => {
	const there = await db.listCollections({ name }, { nameOnly: true }).toArray();
	if (there.length === 0)
		throw new AppError("invalid", `The backup ${name} is not in the database. Put that collection there again to undo this deletion.`, {
			name,
		});
	if ((await proofOf(db, name)) !== proof)
		throw new AppError(
			"invalid",
			`The backup ${name} is damaged, so this deletion cannot be undone from it. Put an unharmed copy of that collection in its place.`,
			{ name },
		);
};
