import { type Db, type Document, type Filter, Long, MongoServerError } from "mongodb";
import type { EventKey } from "../ports.js";
import { type EventDocument, eventOf, type FoundEvent } from "./documents.js";
import type { RemovalDocument } from "./editor.js";
import { readEvent } from "./raw-event.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

/** Events a batch: enough that reading and writing overlap, few enough for memory. */
const batchSize = 5_000;

export interface Removed extends EventKey {
	readonly changed: number;
}

/** Events by their time, epoch ms, `to` exclusive, up to a number; or by their numbers: `after` exclusive, `through` inclusive. */
export type Bounds =
	| { readonly from: number; readonly to: number; readonly through: number }
	| { readonly after: number; readonly through: number };

export interface DaySum {
	readonly n: number;
	readonly sum: bigint;
}

/** What copies of the events ask the database. */
export interface Changes {
	/** Events that changed after one number, up to another, in the order of these numbers; each batch while the next one is fetched. */
	events(after: number, through: number, take: (batch: readonly FoundEvent[]) => Promise<void>): Promise<void>;
	/** Keys of what was removed after one number, up to another, with the numbers of the removals, in batches. */
	removals(after: number, through: number, take: (removed: readonly Removed[]) => Promise<void>): Promise<void>;
	/** Those of the keys that are there now. */
	lookUp(keys: readonly EventKey[]): Promise<FoundEvent[]>;
	/** Events of the time range, epoch ms, `to` exclusive. */
	between(from: number, to: number, take: (batch: readonly FoundEvent[]) => Promise<void>): Promise<void>;
	/** First and last event time, epoch ms; null of none. */
	extent(): Promise<{ readonly from: number; readonly to: number } | null>;
	/**
	 * Of each day that has events within the bounds: how many there are, and a sum that differs when anything in any of them does but its
	 * mark as noise. Keys are YYYY-MM-DD, UTC. Sums of two parts, added up, are that of the whole.
	 */
	fingerprints(bounds: Bounds): Promise<Map<string, DaySum>>;
	/** Of each day that has noise: see Replica.noiseByDay. */
	noiseByDay(): Promise<Map<string, string>>;
}

/** What is not of the console (a predecessor's event that was not migrated) has no number, and is not read. */
const numbered = { changed: { $exists: true } } as const;

/** Hashes all of a document, names too. Sums of the remainders stay exact: 2^38 each, of fewer than 2^25 a day. */
const hash = { $mod: [{ $toHashedIndexKey: "$$ROOT" }, Long.fromNumber(2 ** 38)] };
/** Before 7.0 the server cannot hash: an edit that changes no length is then not seen. */
const size = { $bsonSize: "$$ROOT" };

const asText = (field: string): Document => ({ $convert: { input: field, to: "string", onError: "", onNull: "" } });

const amountsText = { $concat: [asText("$price"), "|", asText("$revenue"), "|", asText("$total")] };
/** The server's hash leaves the places after the point out, which are cents here. */
const amounts = {
	$cond: [
		{ $ifNull: ["$price", "$revenue", "$total", false] },
		{ $mod: [{ $toHashedIndexKey: amountsText }, Long.fromNumber(2 ** 38)] },
		0,
	],
};

const day = { $dateToString: { date: "$timestamp", format: "%Y-%m-%d" } } as const;

const matchOf = (bounds: Bounds): Document =>
	"after" in bounds
		? { seq: { $gt: bounds.after, $lte: bounds.through }, ...numbered }
		: { timestamp: { $gte: new Date(bounds.from), $lt: new Date(bounds.to) }, seq: { $lte: bounds.through }, ...numbered };

/** Without what a console changes in an event that is stored. */
const perDay = (bounds: Bounds, sum: Document): Document[] => [
	{ $match: matchOf(bounds) },
	{ $unset: ["changed", "marks", "flag", "updated_at"] },
	{ $group: { _id: day, n: { $sum: 1 }, sum: { $sum: sum === hash ? { $add: [hash, amounts] } : sum } } },
	{ $set: { sum: { $toString: { $toLong: "$sum" } } } },
];

interface DayRow {
	readonly _id: string;
	readonly n: number;
	readonly sum: string;
}

const millisecond = (date: Document | string, within: number): Document => ({
	$sum: { $mod: [{ $toLong: date }, Long.fromNumber(within)] },
});

/** As eventOf reads the mark, whoever has put it there. */
const noisePerDay = (): Document[] => [
	{ $match: { "flag.noisy": true, ...numbered } },
	{
		$group: {
			_id: day,
			n: { $sum: 1 },
			times: millisecond("$timestamp", 86_400_000),
			at: millisecond({ $cond: [{ $eq: [{ $type: "$flag.updated_at" }, "date"] }, "$flag.updated_at", "$received_at"] }, 2 ** 31),
			reasons: { $sum: { $cond: [{ $isArray: "$flag.reasons" }, { $size: "$flag.reasons" }, 0] } },
		},
	},
];

interface NoiseRow {
	readonly _id: string;
	readonly n: number;
	readonly times: number;
	readonly at: number;
	readonly reasons: number;
}

const unknownOperator = 168;

/** Asks for a sum over documents that differs when anything in any of them does, as far as the server can tell. */
export const hashed = <T>(ask: (sum: Document) => Promise<T>): Promise<T> =>
	ask(hash).catch((error: unknown) => {
		if (!(error instanceof MongoServerError) || error.code !== unknownOperator) throw error;
		return ask(size);
	});

export const openChanges = (use: Use): Changes => {
	/** A batch is taken while the driver fetches the next one. */
	const inBatches = (
		filter: Filter<EventDocument>,
		sort: Document | null,
		take: (batch: readonly FoundEvent[]) => Promise<void>,
	): Promise<void> =>
		use(async (db) => {
			const cursor = db.collection<EventDocument>("events").find(filter, { batchSize, raw: true, ...(sort ? { sort } : {}) });
			let taking: Promise<void> = Promise.resolve();
			try {
				while (await cursor.hasNext()) {
					const batch = (cursor.readBufferedDocuments() as unknown as Uint8Array[]).map(readEvent);
					await taking;
					taking = take(batch);
					taking.catch(() => undefined); // Met by the next await.
				}
				await taking;
			} finally {
				await cursor.close();
			}
		});
	return {
		events: (after, through, take) => inBatches({ changed: { $gt: after, $lte: through } }, { changed: 1 }, take),
		removals: (after, through, take) =>
			use(async (db) => {
				const cursor = db.collection<RemovalDocument>("event_removals").find({ changed: { $gt: after, $lte: through } }, { batchSize });
				while (await cursor.hasNext())
					await take(cursor.readBufferedDocuments().map(({ source, event_id: eventId, changed }) => ({ source, eventId, changed })));
			}),
		lookUp: (keys) =>
			use(async (db) => {
				const found: FoundEvent[] = [];
				for (const source of new Set(keys.map((key) => key.source))) {
					const ids = keys.filter((key) => key.source === source).map(({ eventId }) => eventId);
					const documents = await db
						.collection<EventDocument>("events")
						.find({ source, event_id: { $in: ids }, ...numbered })
						.toArray();
					found.push(...documents.map(eventOf));
				}
				return found;
			}),
		between: (from, to, take) => inBatches({ timestamp: { $gte: new Date(from), $lt: new Date(to) }, ...numbered }, null, take),
		extent: () =>
			use(async (db) => {
				const events = db.collection<EventDocument>("events");
				const at = async (order: 1 | -1) =>
					(await events.findOne(numbered, { sort: { timestamp: order }, projection: { timestamp: 1 } }))?.timestamp;
				const [first, last] = [await at(1), await at(-1)];
				return first && last ? { from: first.getTime(), to: last.getTime() } : null;
			}),
		fingerprints: (bounds) =>
			use(async (db) => {
				const ask = (sum: Document) => db.collection("events").aggregate<DayRow>(perDay(bounds, sum)).toArray();
				const rows = await hashed(ask);
				return new Map(rows.map(({ _id, n, sum }) => [_id, { n, sum: BigInt(sum) }]));
			}),
		noiseByDay: () =>
			use(async (db) => {
				const rows = await db.collection("events").aggregate<NoiseRow>(noisePerDay()).toArray();
				return new Map(rows.map(({ _id, n, times, at, reasons }) => [_id, [n, times, at, reasons].map(Number).join(":")]));
			}),
	};
};
