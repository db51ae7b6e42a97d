import { type Db, MongoBulkWriteError, type WriteError } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { AppendResult, EventWriter } from "../ports.js";
import { documentOf, type EventDocument } from "./documents.js";
import { closed, duplicateKey, wrapped } from "./failures.js";
import type { Ledger } from "./ledger.js";

interface Call {
	readonly documents: readonly EventDocument[];
	readonly resolve: (result: AppendResult) => void;
	readonly reject: (error: unknown) => void;
}

export interface WriterOptions {
	readonly use: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
	readonly ledger: Ledger;
	/** Events that may wait for their commit before further calls are told to come back. */
	readonly queueLimit?: number;
}

export interface Writer extends EventWriter {
	/** Settles the numbers of what was acknowledged before. */
	settle(): Promise<void>;
	/** Resolves when nothing waits any more; later calls reject. */
	close(): Promise<void>;
}

/** Events of one insert: enough to share a sync. */
const groupLimit = 4_000;
/** Silence after which the last numbers are settled, ms; until then the next taking does it along. */
const settleMs = 200;

const overloaded = (): AppError =>
	new AppError(
		"overloaded",
		"More events wait to be stored than may wait. Nothing of this request was stored; send it again in a moment.",
		{
			retry_after: 1,
		},
	);

const keyOf = ({ source, event_id: eventId }: EventDocument): string => `${source}\u001f${eventId}`;

/** Identity is compared as it will be stored: UTF-8 has no lone surrogates. */
const wellFormed = (document: EventDocument): EventDocument => {
	document.source = document.source.replace(/\p{Surrogate}/gu, "\ufffd");
	document.event_id = document.event_id.replace(/\p{Surrogate}/gu, "\ufffd");
	return document;
};

/** What became of a document: stored, already there, or why the server refused it. */
type Fate = "stored" | "known" | WriteError;

const insert = async (db: Db, documents: EventDocument[]): Promise<Fate[]> => {
	const fates: Fate[] = documents.map(() => "stored");
	try {
		await db.collection<EventDocument>("events").insertMany(documents, { ordered: false });
	} catch (error) {
		if (!(error instanceof MongoBulkWriteError) || wrapped(error) || error.result.getWriteConcernError()) throw error;
		const refused = [error.writeErrors].flat();
		if (error.insertedCount + refused.length !== documents.length) throw error;
		for (const one of refused) fates[one.index] = one.code === duplicateKey ? "known" : one;
	}
	return fates;
};

/**
 * One loop takes what has come in while the insert before it ran, so that the calls of a busy moment share one. A duplicate is told by
 * the unique index; the server answers only when its journal holds all of this, duplicates' first ones too.
 */
export const openWriter = ({ use, ledger, queueLimit = 100_000 }: WriterOptions): Writer => {
	const queue: Call[] = [];
	let waiting = 0;
	let open = true;
	let loop: Promise<void> | null = null;
	let unsettled: string | undefined;
	let timer: NodeJS.Timeout | null = null;

	const settle = async (): Promise<void> => {
		const token = unsettled;
		unsettled = undefined;
		if (token !== undefined) await ledger.settle(token);
	};
	const settleLater = (): void => {
		// What stays open is forgotten by the ledger itself after a while.
		timer = setTimeout(() => {
			settle().catch(() => undefined);
		}, settleMs).unref();
	};
	/** The token of the numbers given. */
	const number = async (documents: readonly EventDocument[]): Promise<string> => {
		if (timer) clearTimeout(timer);
		const settled = unsettled;
		unsettled = undefined;
		const { first, token } = await ledger.take(documents.length, settled);
		for (const [index, document] of documents.entries()) {
			document.seq = first + index;
			document.changed = document.seq;
		}
		return token;
	};
	/** A call that the server refused a part of is taken back, so that it is not there in part. */
	const takeBack = (documents: readonly EventDocument[]): Promise<unknown> =>
		use((db) => db.collection<EventDocument>("events").deleteMany({ seq: { $in: documents.map(({ seq }) => seq) } }));
	const commit = async (calls: readonly Call[]): Promise<void> => {
		const seen = new Map<string, EventDocument>();
		for (const { documents } of calls) for (const one of documents) if (!seen.has(keyOf(one))) seen.set(keyOf(one), one);
		const documents = [...seen.values()];
		const token = await number(documents);
		const fates = await use((db) => insert(db, documents));
		// Only now: an insert that was given up may still happen, and copies must not be sure before.
		unsettled = token;
		const fateOf = new Map(documents.map((document, index) => [document, fates[index] as Fate]));
		for (const call of calls) {
			const own = call.documents.map((document) => fateOf.get(document) ?? "known");
			const refused = own.find((fate) => typeof fate === "object");
			if (refused === undefined) call.resolve({ inserted: own.map((fate) => fate === "stored") });
			else {
				await takeBack(call.documents.filter((_, index) => own[index] === "stored"));
				call.reject(new Error("MongoDB refused an event.", { cause: refused }));
			}
		}
	};
	const take = (): Call[] => {
		const group: Call[] = [];
		let events = 0;
		while (queue[0] && (group.length === 0 || events + queue[0].documents.length <= groupLimit)) {
			const call = queue.shift() as Call;
			events += call.documents.length;
			group.push(call);
		}
		return group;
	};
	const work = async (): Promise<void> => {
		while (queue.length > 0) {
			const group = take();
			await commit(group).catch((error: unknown) => {
				for (const call of group) call.reject(error);
			});
			for (const { documents } of group) waiting -= documents.length;
		}
		settleLater();
	};
	const wake = (): void => {
		loop ??= work().finally(() => {
			loop = null;
			if (queue.length > 0) wake();
		});
	};
	return {
		append: async (events) => {
			if (!open) throw closed();
			if (events.length === 0) return { inserted: [] };
			if (waiting > 0 && waiting + events.length > queueLimit) throw overloaded();
			const documents = events.map((event) => wellFormed(documentOf(event)));
			waiting += documents.length;
			return new Promise((resolve, reject) => {
				queue.push({ documents, resolve, reject });
				wake();
			});
		},
		close: async () => {
			open = false;
			while (loop) await loop;
			if (timer) clearTimeout(timer);
			await settle().catch(() => undefined); // See above.
		},
		settle,
	};
};
