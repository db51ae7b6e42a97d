import type { Db } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { CountProgress, MinuteCount } from "../aggregate-port.js";
import { openGate } from "../gate.js";
import { countMinutes } from "../minute-counts.js";
import type { EventDocument } from "./documents.js";
import type { Ledger } from "./ledger.js";

/** The events of the store as a stream of one partition, whose offsets are their numbers. */
export const eventStream = "events";

/** Events of one batch: its counts, at most one an event, are within what one batch and its document may hold. */
const batchEvents = 10_000;
/** After which what came is counted, ms. */
const waitMs = 500;

export interface EventCounts {
	/** From now on what is stored is counted. */
	begin(): void;
	end(): void;
	came(): void;
	/** Counts all that was acknowledged before. Does nothing before `begin`. */
	countAll(): Promise<void>;
	close(): Promise<void>;
}

export interface EventCountOptions {
	readonly use: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
	readonly ledger: Ledger;
	readonly settle: () => Promise<void>;
	/** The number of the first event that is not counted yet; null before the first. */
	readonly countedTo: (stream: string) => Promise<number | null>;
	readonly add: (counts: readonly MinuteCount[], progress: CountProgress) => Promise<void>;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

interface Counted {
	readonly seq: number;
	readonly timestamp: Date;
	readonly page?: string | null;
	readonly event_type: string;
}

/** Events stored under the numbers from `from` up to and with `through`, by number, at most a batch. A later edit gives `changed` a later number. */
const stored = (db: Db, from: number, through: number): Promise<Counted[]> =>
	db
		.collection<EventDocument>("events")
		.find<Counted>(
			{ changed: { $gte: from }, seq: { $gte: from, $lte: through } },
			{ projection: { _id: 0, seq: 1, timestamp: 1, page: 1, event_type: 1 } },
		)
		.sort({ seq: 1 })
		.limit(batchEvents)
		.toArray();

/**
 * Counts stored events in the order of their numbers, up to where the ledger is sure that nothing is missing. Consoles that do so at the
 * same time add each batch once: the second meets a conflict and goes on from where the first has ended.
 */
export const openEventCounts = ({ use, ledger, settle, countedTo, add, log }: EventCountOptions): EventCounts => {
	const gate = openGate(1);
	let on = false;
	let timer: NodeJS.Timeout | null = null;
	let running: Promise<void> = Promise.resolve();
	const step = async (through: number): Promise<boolean> => {
		const from = await countedTo(eventStream);
		if ((from ?? 0) > through) return false;
		const events = await use((db) => stored(db, from ?? 0, through));
		const full = events.length === batchEvents;
		const to = (full ? (events.at(-1) as Counted).seq : through) + 1;
		const counts = countMinutes(
			events.map(({ timestamp, page, event_type }) => ({ ts: timestamp.getTime(), page: page ?? null, eventType: event_type })),
		);
		try {
			await add(counts, { stream: eventStream, partitions: [{ partition: 0, from, to, seen: [] }], forgetBefore: 0 });
		} catch (error) {
			if (error instanceof AppError && error.code === "conflict" && error.details["partition"] === 0) return true;
			throw error;
		}
		return full;
	};
	const countAll = (): Promise<void> =>
		gate.enter(async () => {
			if (!on) return;
			await settle();
			const { settled } = await ledger.read();
			for (let more = true; more && on; ) more = await step(settled);
		});
	const soon = (): void => {
		timer = null;
		running = countAll().catch((err: unknown) => log("Stored events could not be counted by the minute; it is tried again", { err }));
	};
	const came = (): void => {
		if (on) timer ??= setTimeout(soon, waitMs).unref();
	};
	const end = (): void => {
		on = false;
		if (timer) clearTimeout(timer);
		timer = null;
	};
	return {
		begin: () => {
			on = true;
			came();
		},
		end,
		came,
		countAll,
		close: async () => {
			end();
			await running;
		},
	};
};
