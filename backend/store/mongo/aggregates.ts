import type { Collection, Db } from "mongodb";
import type { AggregateOwner } from "../../contract/metrics.js";
import { movedOn, notYours, ownedBy, tooMuch } from "../aggregate-failures.js";
import {
	type AggregateStore,
	type CountProgress,
	type MinuteCount,
	mostCounts,
	mostSeen,
	type PartitionProgress,
} from "../aggregate-port.js";

import { applyCounts, type CountDocument, countsOf } from "./aggregate-rows.js";
import { openEventCounts } from "./event-counts.js";
import { isDuplicate } from "./failures.js";
import type { Ledger } from "./ledger.js";

type Use = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

interface Offset {
	readonly stream: string;
	readonly partition: number;
	readonly offset: number;
}

/** A batch that is decided: its counts are added to their rows, however often that is begun, and then its offsets hold. */
interface Pending {
	readonly n: number;
	readonly counts: readonly MinuteCount[];
	readonly offsets: readonly Offset[];
}

interface State {
	readonly _id: "minute";
	readonly owner: AggregateOwner;
	/** Number of the last batch whose counts are in their rows. */
	readonly n: number;
	readonly offsets: readonly Offset[];
	readonly pending: Pending | null;
}

interface SeenDocument {
	readonly _id: string;
	readonly stream: string;
	readonly partition: number;
	/** Holds once the partition's counts end here or later. */
	readonly to: number;
	readonly until: Date;
	readonly ids: readonly string[];
}

const states = (db: Db): Collection<State> => db.collection<State>("aggregates_state");
const seen = (db: Db): Collection<SeenDocument> => db.collection<SeenDocument>("stream_ids");
const rows = (db: Db): Collection<CountDocument> => db.collection<CountDocument>("aggregates_minute");

/** Ids of one document, far below the server's limit of 16 MB. */
const idsOfOne = 10_000;

const offsetOf = (offsets: readonly Offset[], stream: string, partition: number): number | null =>
	offsets.find((one) => one.stream === stream && one.partition === partition)?.offset ?? null;

const moved = (offsets: readonly Offset[], stream: string, partitions: readonly PartitionProgress[]): Offset[] => {
	for (const { partition, from, to } of partitions) {
		const stands = offsetOf(offsets, stream, partition);
		if (stands !== from || to < (from ?? 0)) throw movedOn({ stream, partition, from, to, stands });
	}
	const others = offsets.filter((one) => one.stream !== stream || !partitions.some(({ partition }) => partition === one.partition));
	return [...others, ...partitions.map(({ partition, to }) => ({ stream, partition, offset: to }))];
};

/** Before the batch is decided: until then nobody reads them, and ids of a batch that was not are of messages that are read again. */
const keepSeen = async (db: Db, { stream, partitions }: CountProgress): Promise<void> => {
	for (const { partition, from, to, seen: pieces } of partitions)
		for (const [index, { until, ids }] of pieces.entries())
			for (let at = 0; at < ids.length; at += idsOfOne) {
				const _id = JSON.stringify([stream, partition, from, index, at]);
				const document = { stream, partition, to, until: new Date(until), ids: ids.slice(at, at + idsOfOne) };
				await seen(db).replaceOne({ _id }, document, { upsert: true });
			}
};

/** Adds what is decided and not known to be added. */
const finish = async (db: Db, { n, counts, offsets }: Pending, at: Date): Promise<void> => {
	await applyCounts(rows(db), { n, counts, at });
	await states(db).updateOne({ _id: "minute", "pending.n": n }, { $set: { n, offsets, pending: null } });
};

const settled = async (db: Db, at: Date): Promise<State | null> => {
	for (;;) {
		const state = await states(db).findOne({ _id: "minute" });
		if (!state?.pending) return state;
		await finish(db, state.pending, at);
	}
};

interface Adding {
	readonly counts: readonly MinuteCount[];
	readonly progress: CountProgress;
	readonly owner: AggregateOwner;
	readonly at: Date;
}

/** Decides in one document, which names the batch's number: of those who come at the same time one gets it, and the others look again. */
const addOnce = async (db: Db, { counts, progress, owner, at }: Adding): Promise<void> => {
	const { stream, partitions, forgetBefore } = progress;
	await keepSeen(db, progress);
	for (;;) {
		const state = await settled(db, at);
		if (state?.owner !== owner) throw notYours(state?.owner ?? null);
		const pending: Pending = { n: state.n + 1, counts, offsets: moved(state.offsets, stream, partitions) };
		const { modifiedCount } = await states(db).updateOne({ _id: "minute", owner, n: state.n, pending: null }, { $set: { pending } });
		if (modifiedCount === 0) continue;
		await finish(db, pending, at);
		await seen(db).deleteMany({ stream, until: { $lt: new Date(forgetBefore) } });
		return;
	}
};

export interface Aggregates {
	readonly store: AggregateStore;
	/** Counts what was stored, soon. */
	readonly came: () => void;
	/** Counts all that was acknowledged, before events go. */
	readonly countAll: () => Promise<void>;
	readonly close: () => Promise<void>;
}

export interface AggregateOptions {
	readonly use: Use;
	readonly ledger: Ledger;
	/** Settles what this console wrote, so that it can be counted. */
	readonly settle: () => Promise<void>;
	readonly now: () => number;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * Exactly once without transactions: a batch is decided by one change of one document, and each row remembers the last batch that was
 * added to it, so that adding may be begun again by anyone (docs/decisions/minute-counts.md).
 */
export const openAggregates = ({ use, ledger, settle, now, log }: AggregateOptions): Aggregates => {
	const at = (): Date => new Date(now());
	const state = (): Promise<State | null> => use((db) => settled(db, at()));
	const events = openEventCounts({
		use,
		ledger,
		settle,
		log,
		countedTo: async (stream) => offsetOf((await state())?.offsets ?? [], stream, 0),
		add: (counts, progress) => use((db) => addOnce(db, { counts, progress, owner: "ingest", at: at() })),
	});
	const claim = (owner: AggregateOwner): Promise<State> =>
		use(async (db) => {
			const made = { $setOnInsert: { owner, n: 0, offsets: [], pending: null } };
			await states(db)
				.updateOne({ _id: "minute" }, made, { upsert: true })
				.catch((error: unknown) => {
					if (!isDuplicate(error)) throw error; // Another console claimed at the same time.
				});
			return (await states(db).findOne({ _id: "minute" })) as State;
		});
	const store: AggregateStore = {
		claimAggregates: async (owner) => {
			const known = await claim(owner);
			if (known.owner !== owner) throw ownedBy(known.owner, owner);
			if (owner === "ingest") events.begin();
		},
		aggregatesOwner: async () => (await state())?.owner ?? null,
		handAggregates: async (owner) => {
			events.end();
			await claim(owner);
			await use(async (db) => {
				const known = await settled(db, at());
				await states(db).updateOne({ _id: "minute" }, { $set: { owner, offsets: [], n: (known?.n ?? 0) + 1 } });
				await rows(db).deleteMany({});
				await seen(db).deleteMany({});
			});
			if (owner === "ingest") events.begin();
		},
		addCounts: async (counts, progress) => {
			const ids = progress.partitions.flatMap((one) => one.seen).reduce((sum, one) => sum + one.ids.length, 0);
			if (counts.length > mostCounts || ids > mostSeen) throw tooMuch(counts.length, ids);
			await use((db) => addOnce(db, { counts, progress, owner: "consumer", at: at() }));
		},
		countProgress: async (stream) =>
			((await state())?.offsets ?? [])
				.filter((one) => one.stream === stream)
				.map(({ partition, offset }) => ({ partition, offset }))
				.sort((a, b) => a.partition - b.partition),
		seenIds: (stream, partition, take) =>
			use(async (db) => {
				const end = offsetOf((await settled(db, at()))?.offsets ?? [], stream, partition);
				if (end === null) return;
				for await (const { until, ids } of seen(db).find({ stream, partition, to: { $lte: end } })) take({ until: until.getTime(), ids });
			}),
		aggregates: async ({ from, to, limit }) => {
			await events.countAll();
			return use(async (db) => {
				await settled(db, at());
				const found = rows(db)
					.find({ window_start: { $gte: new Date(from), $lt: new Date(to) } })
					.sort({ window_start: -1, count: -1, event_type: 1, page: 1 })
					.limit(limit);
				return countsOf(await found.toArray());
			});
		},
	};
	return { store, came: events.came, countAll: events.countAll, close: events.close };
};
