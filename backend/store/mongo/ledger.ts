import { randomUUID } from "node:crypto";
import type { Collection, Db } from "mongodb";
import { isDuplicate } from "./failures.js";

/**
 * Numbers of changes to events, one order for all consoles. A number is taken before its change is made, so a later one may be seen
 * first: what is taken and not yet settled stands in `open`, and a copy of the events is sure of all below the first of those.
 */
export interface Ledger {
	/** Takes `count` numbers in a row, the first of which is given; open until settled. `settled` closes another taking along with it. */
	take(count: number, settled?: string): Promise<{ readonly first: number; readonly token: string }>;
	settle(token: string): Promise<void>;
	read(): Promise<LedgerState>;
}

export interface LedgerState {
	/** Of this database; another one has another. */
	readonly storeId: string;
	/** Changes up to this number are made, or never will be. */
	readonly settled: number;
	/** The newest number taken. */
	readonly newest: number;
	/** First and last number of what is taken and not settled. */
	readonly open: readonly (readonly [number, number])[];
}

interface Taken {
	readonly token: string;
	readonly first: number;
	/** Missing in what an older console took. */
	readonly count?: number;
	readonly at: Date;
}

interface LedgerDocument {
	readonly _id: "events";
	readonly store_id: string;
	readonly n: number;
	readonly open: readonly Taken[];
}

/** A taking of a process that died. Far longer than a write can last (connection.ts). */
const forgottenMs = 600_000;

const collectionOf = (db: Db): Collection<LedgerDocument> => db.collection<LedgerDocument>("ledger");

/** Such numbers are durable with what is written under them: both go through one log, in this order. */
const soon = { writeConcern: { w: 1, journal: false } } as const;

const isOld = { $lt: ["$$this.at", { $subtract: ["$$NOW", forgottenMs] }] };
const still = (settled: string | undefined) => ({
	$filter: { input: "$open", cond: { $and: [{ $ne: ["$$this.token", settled ?? ""] }, { $not: [isOld] }] } },
});

/** Drops what is forgotten. */
const refreshed = () => [{ $set: { open: still(undefined) } }];

/** Makes the ledger of a database that has none, or whose ledger was lost: its numbers go on after those that events have. */
export const makeLedger = async (db: Db): Promise<void> => {
	if (await collectionOf(db).findOne({ _id: "events" })) return;
	const newest = await db.collection<{ changed: number }>("events").findOne({ changed: { $exists: true } }, { sort: { changed: -1 } });
	const made = { store_id: randomUUID(), n: newest?.changed ?? 0, open: [] };
	await collectionOf(db)
		.updateOne({ _id: "events" }, { $setOnInsert: made }, { upsert: true })
		.catch((error: unknown) => {
			if (!isDuplicate(error)) throw error; // Another console made it.
		});
};

const taking = (count: number, token: string, settled: string | undefined) => [
	{ $set: { n: { $add: ["$n", count] } } },
	{ $set: { open: { $concatArrays: [still(settled), [{ token, first: { $subtract: ["$n", count - 1] }, count, at: "$$NOW" }]] } } },
];

export const openLedger = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): Ledger => {
	const change = (pipeline: object[]): Promise<LedgerDocument> =>
		use(async (db) => {
			const found = await collectionOf(db).findOneAndUpdate({ _id: "events" }, pipeline, { returnDocument: "after", ...soon });
			if (!found) throw new Error("The ledger of changes is gone from the database. Start the console again: it makes a new one.");
			return found;
		});
	return {
		take: async (count, settled) => {
			const token = randomUUID();
			const { n } = await change(taking(count, token, settled));
			return { first: n - count + 1, token };
		},
		settle: async (token) => {
			await use((db) => collectionOf(db).updateOne({ _id: "events" }, { $pull: { open: { token } } }, soon));
		},
		read: async () => {
			const known = await use((db) => collectionOf(db).findOne({ _id: "events" }));
			const fresh = known?.open.every(({ at }) => at.getTime() > Date.now() - forgottenMs) === true;
			const { store_id: storeId, n, open } = known && fresh ? known : await change(refreshed());
			const ranges = open.map(({ first, count }): [number, number] => [first, count === undefined ? n : first + count - 1]);
			return { storeId, newest: n, settled: Math.min(n, ...ranges.map(([first]) => first - 1)), open: ranges };
		},
	};
};
