import { type Collection, type Db, Decimal128 } from "mongodb";
import { type StreamEvent, streamEvent } from "../../contract/stream.js";
import type { CursorName, EventLog, ForwardCursors, LoggedEvent, LogPosition } from "../forward-port.js";
import { type EventDocument, eventOf } from "./documents.js";
import { isDuplicate } from "./failures.js";
import type { Ledger } from "./ledger.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

const events = (db: Db): Collection<EventDocument> => db.collection<EventDocument>("events");

/** What is not told as the document has it, or has a place of its own. */
const ownWay: ReadonlySet<string> = new Set([
	"source",
	"event_id",
	"timestamp",
	"visitor",
	"event_type",
	"user_verified",
	"properties",
] satisfies (keyof StreamEvent)[]);

/** All else that the contract tells, under the same names. */
const copied = Object.keys(streamEvent.shape).filter((name) => !ownWay.has(name));

const jsonOf = (document: EventDocument): string => {
	const told: Record<string, unknown> = {
		source: document.source,
		event_id: document.event_id,
		timestamp: document.timestamp.getTime() / 1000,
		visitor: document.visitor,
		event_type: document.event_type,
	};
	if (document.user_verified) told["user_verified"] = true;
	for (const name of copied) {
		const value = document[name];
		if (value !== undefined && value !== null) told[name] = value instanceof Decimal128 ? Number(value.toString()) : value;
	}
	told["properties"] = eventOf(document).event.properties;
	return JSON.stringify(told);
};

const logged = (document: EventDocument): LoggedEvent => ({
	seq: document.seq,
	eventId: document.event_id,
	visitor: document.visitor,
	receivedAt: document.received_at.getTime(),
	json: jsonOf(document),
});

/**
 * The ledger's numbers are the order. What is taken and not settled may come later and is read again until it is settled; the rest is not
 * held up by it, so that a console that died keeps nobody waiting.
 */
export const openEventLog = (use: Use, ledger: Ledger): EventLog => {
	let indexed: Promise<unknown> | null = null;
	/** Made by the first who reads: whoever forwards nothing does not pay for it with each event stored. */
	const ready = async (db: Db): Promise<void> => {
		indexed ??= events(db).createIndex({ seq: 1 }, { partialFilterExpression: { seq: { $exists: true } } });
		await indexed.catch((error: unknown) => {
			indexed = null;
			throw error;
		});
	};
	return {
		logWriter: async () => (await ledger.read()).storeId,
		readLog: async ({ through, open }, limit) => {
			// Before the events: what it calls settled is there to be read then.
			const told = await ledger.read();
			return use(async (db) => {
				await ready(db);
				const read = (from: number, to: number, most: number) =>
					events(db)
						.find({ seq: { $gte: from, $lte: to } })
						.sort({ seq: 1 })
						.limit(most)
						.toArray();
				const late = (await Promise.all(open.map(([first, last]) => read(first, Math.min(last, through), 0)))).flat();
				const next = told.newest > through ? await read(through + 1, told.newest, limit) : [];
				const end = next.length === limit ? (next.at(-1) as EventDocument).seq : told.newest;
				const position: LogPosition = {
					through: Math.max(through, end),
					open: told.open
						.filter(([first]) => first <= end)
						.map(([first, last]) => [first, Math.min(last, Math.max(through, end))] as const),
				};
				return { events: [...late, ...next].sort((a, b) => a.seq - b.seq).map(logged), position, newest: told.newest };
			});
		},
	};
};

interface CursorDocument {
	readonly _id: string;
	readonly target: string;
	readonly writer: string;
	readonly position?: LogPosition;
	readonly fence: number;
	readonly holder: string | null;
	readonly until: Date;
}

const cursors = (db: Db): Collection<CursorDocument> => db.collection<CursorDocument>("forward_cursors");
const idOf = ({ target, writer }: CursorName): string => JSON.stringify([target, writer]);
/** By the server's clock, which all consoles share. */
const later = (ttlMs: number) => ({ $add: ["$$NOW", ttlMs] });

export const openForwardCursors = (use: Use): ForwardCursors => ({
	takeCursor: (name, holder, ttlMs) =>
		use(async (db) => {
			const made = { ...name, fence: 0, holder: null, until: new Date(0) };
			await cursors(db)
				.updateOne({ _id: idOf(name) }, { $setOnInsert: made }, { upsert: true })
				.catch((error: unknown) => {
					if (!isDuplicate(error)) throw error; // Another console made it.
				});
			const free = { $or: [{ $eq: ["$holder", null] }, { $eq: ["$holder", holder] }, { $lte: ["$until", "$$NOW"] }] };
			const taken = await cursors(db).findOneAndUpdate(
				{ _id: idOf(name), $expr: free },
				[{ $set: { holder: { $literal: holder }, fence: { $add: ["$fence", 1] }, until: later(ttlMs) } }],
				{ returnDocument: "after" },
			);
			return taken && { position: taken.position ?? null, fence: taken.fence };
		}),
	saveCursor: (name, fence, position, ttlMs) =>
		use(async (db) => {
			const saved = await cursors(db).updateOne({ _id: idOf(name), fence }, [
				{ $set: { position: { $literal: position }, until: later(ttlMs) } },
			]);
			return saved.matchedCount === 1;
		}),
	releaseCursor: (name, fence) =>
		use(async (db) => {
			await cursors(db).updateOne({ _id: idOf(name), fence }, { $set: { holder: null, until: new Date(0) } });
		}),
});
