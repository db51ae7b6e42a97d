import { AppError } from "../../contract/errors.js";
import type { NewEvent } from "../event.js";
import { countMinutes } from "../minute-counts.js";
import type { AppendResult, EventWriter } from "../ports.js";
import { addToLedger } from "./aggregates.js";
import type { Database, Link } from "./database.js";
import { insertSql, listsOf } from "./event-insert.js";
import { closed } from "./failures.js";
import type { KnownIds } from "./known-ids.js";

interface Call {
	readonly events: readonly NewEvent[];
	readonly resolve: (result: AppendResult) => void;
	readonly reject: (error: unknown) => void;
}

export interface WriterOptions {
	readonly database: Database;
	readonly ids: KnownIds;
	/** Resolves when `ids` knows all that is stored. */
	readonly filled: Promise<void>;
	/** The number the next event gets. */
	readonly nextSeq: number;
	/** Whether the events' minute counts are added in their own commit. */
	readonly counting: () => boolean;
	readonly now: () => number;
	/** Hears the events of each commit, the number of the first, and how many rows of minute counts it added. */
	readonly onCommit: (stored: readonly NewEvent[], first: number, counted: number) => void;
	/** Events that may wait for their commit before further calls are told to come back. */
	readonly queueLimit?: number;
}

export interface Writer extends EventWriter {
	/** Runs work between two commits. */
	between(work: () => Promise<void>): Promise<void>;
	/** Resolves when nothing waits any more; later calls reject. */
	close(): Promise<void>;
}

interface Session {
	readonly link: Link;
	readonly insert: (lists: readonly string[]) => Promise<void>;
}

/** Events of one commit: enough to share a sync, few enough that appending them holds the thread for some 30 to 50 ms at most. */
const groupLimit = 4_000;

const overloaded = (): AppError =>
	new AppError(
		"overloaded",
		"More events wait to be stored than may wait. Nothing of this request was stored; send it again in a moment.",
		{
			retry_after: 1,
		},
	);

const loneSurrogate = /\p{Surrogate}/u;
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** Identity is compared as it will be stored: UTF-8 has no lone surrogates. */
const storable = (event: NewEvent): NewEvent =>
	loneSurrogate.test(event.eventId) || loneSurrogate.test(event.source)
		? { ...event, eventId: wellFormed(event.eventId), source: wellFormed(event.source) }
		: event;

/** One loop takes what has come in while the commit before it ran, so that the calls of a busy moment share one sync. */
export const openWriter = (options: WriterOptions): Writer => {
	const { database, ids, queueLimit = 100_000 } = options;
	const queue: Call[] = [];
	const breaks: { readonly run: () => Promise<void>; readonly reject: (error: unknown) => void }[] = [];
	let waiting = 0;
	let nextSeq = options.nextSeq;
	let open = true;
	let loop: Promise<void> | null = null;
	let session: Session | null = null;

	const begin = async (): Promise<Session> => {
		if (session?.link.open) return session;
		const link = await database.link();
		session = { link, insert: await link.prepare(insertSql) };
		return session;
	};
	/** After a failure the connection is not trusted. */
	const abandon = async (): Promise<void> => {
		const old = session;
		session = null;
		if (!old) return;
		await old.link.exec("ROLLBACK").catch(() => 0); // There may be no transaction; closing the link ends it in any case.
		old.link.close();
	};
	const newestStored = async (): Promise<number> =>
		Number((await database.use((link) => link.row("SELECT coalesce(max(seq), 0) AS newest FROM events")))["newest"]);
	const commit = async (events: readonly NewEvent[]): Promise<boolean[]> => {
		const { link, insert } = await begin();
		const fresh = await ids.sieve(events, link, nextSeq);
		const stored = events.filter((_, index) => fresh[index]);
		if (stored.length === 0) return fresh;
		await link.exec("BEGIN TRANSACTION");
		await insert(listsOf(stored, nextSeq));
		const counts = options.counting() ? countMinutes(stored) : [];
		if (counts.length > 0) await addToLedger(link, counts, options.now());
		const first = nextSeq;
		const last = first + stored.length - 1;
		// Also when the commit fails its numbers are not given again: whether it is on disk may be told wrongly.
		nextSeq = last + 1;
		await link.exec("COMMIT").catch(async (error: unknown) => {
			await abandon();
			if ((await newestStored()) < last) throw error;
		});
		options.onCommit(stored, first, counts.length);
		return fresh;
	};
	const store = async (calls: readonly Call[]): Promise<void> => {
		try {
			const inserted = await commit(calls.flatMap(({ events }) => events));
			let at = 0;
			for (const call of calls) {
				call.resolve({ inserted: inserted.slice(at, at + call.events.length) });
				at += call.events.length;
			}
		} catch (error) {
			await abandon();
			// What one call holds must not sink its neighbours.
			if (calls.length > 1 && !(error instanceof AppError)) for (const call of calls) await store([call]);
			else for (const call of calls) call.reject(error);
		}
	};
	const take = (): Call[] => {
		const group: Call[] = [];
		let events = 0;
		while (queue[0] && (group.length === 0 || events + queue[0].events.length <= groupLimit)) {
			const call = queue.shift() as Call;
			events += call.events.length;
			group.push(call);
		}
		return group;
	};
	const work = async (): Promise<void> => {
		await options.filled;
		while (queue.length > 0 || breaks.length > 0) {
			await breaks.shift()?.run();
			const group = take();
			if (group.length > 0) await store(group);
			for (const { events } of group) waiting -= events.length;
		}
	};
	const wake = (): void => {
		loop ??= work()
			.catch((error: unknown) => {
				for (const waiter of [...queue.splice(0), ...breaks.splice(0)]) waiter.reject(error);
				waiting = 0;
			})
			.finally(() => {
				loop = null;
				if (queue.length > 0 || breaks.length > 0) wake();
			});
	};
	return {
		between: (work) =>
			new Promise((resolve, reject) => {
				breaks.push({ run: () => work().then(resolve, reject), reject });
				wake();
			}),
		append: (events) =>
			new Promise((resolve, reject) => {
				if (!open) return reject(closed());
				if (events.length === 0) return resolve({ inserted: [] });
				if (waiting > 0 && waiting + events.length > queueLimit) return reject(overloaded());
				waiting += events.length;
				queue.push({ events: events.map(storable), resolve, reject });
				wake();
			}),
		close: async () => {
			open = false;
			while (loop) await loop;
			session?.link.close();
			session = null;
		},
	};
};
