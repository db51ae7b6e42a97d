import type { KafkaMessage } from "kafkajs";
import type { AggregateStore } from "../backend/store/aggregate-port.js";
import { mostCounts } from "../backend/store/aggregate-port.js";
import { type MinuteTally, openMinuteTally } from "../backend/store/minute-counts.js";
import type { Tell } from "./connection.js";
import type { Seen } from "./seen.js";
import { openMessageReader } from "./tally.js";

/** A partition as far as it was gone through. */
export interface Partition {
	/** Where the counts that are kept end. Null: nothing of it was counted ever. */
	offset: number | null;
	/** Where the messages end that were gone through: those between are counted, and not kept yet. */
	read: number | null;
	readonly seen: Seen;
	/** All that is there was gone through, when it was last looked at. */
	caughtUp: boolean;
	/** The offset that was asked for anew, since the one that came was past it. */
	sought: number | null;
}

export interface Kept {
	readonly counted: number;
	readonly repeats: number;
	readonly late: number;
	readonly malformed: number;
	/** Where the counts of each partition now end, and where it ended when they were read. */
	readonly ends: readonly { readonly partition: number; readonly to: number; readonly high: number }[];
}

export interface Gathering {
	/** Goes through messages from `at` on, until there is enough to keep; where it came to. `high` is where the partition ends. */
	take(
		partition: number,
		state: Partition,
		batch: { readonly messages: readonly KafkaMessage[]; readonly at: number; readonly high: number },
	): number;
	/** Whether there is enough to be kept. */
	full(): boolean;
	/** Begins to keep what was gathered; resolves when what was gathered before that is kept, so that one commit runs beside the reading. */
	keep(): Promise<void>;
	/** Resolves when all is kept, or was given up. */
	flush(): Promise<void>;
	/** Gives up what is not kept yet; it is to be read again. */
	drop(): void;
}

export interface CountKeeper extends Pick<AggregateStore, "addCounts"> {
	/** What one `addCounts` may take as JSON, bytes, where it is a request. */
	readonly requestBytes?: number;
}

export interface GatheringOptions {
	readonly store: CountKeeper;
	readonly topic: string;
	readonly latenessMs: number;
	readonly now: () => number;
	readonly tell: Tell;
	/** All partitions that are followed: ids are forgotten when none of them needs them. */
	readonly partitions: () => Iterable<Partition>;
	readonly onKept: (kept: Kept) => void;
	/** What was gathered could not be kept, and was given up. */
	readonly onFailed: (error: unknown) => void;
}

/** Counts are kept after so long at the latest, ms, and sooner when there are many: each commit is a sync of the disk. */
const keepMs = 300;
const keepMessages = 25_000;
/** Of one commit as JSON: MongoDB keeps it as one document of 16 MB at most. */
const keepBytes = 4_000_000;
/** Of the digest of an id as it is kept. */
const idBytes = 22;

interface Part {
	readonly state: Partition;
	readonly from: number | null;
	to: number;
	high: number;
}

interface Held {
	readonly tally: MinuteTally;
	readonly parts: Map<number, Part>;
	counted: number;
	repeats: number;
	late: number;
	malformed: number;
}

const nothing = (): Held => ({ tally: openMinuteTally(), parts: new Map(), counted: 0, repeats: 0, late: 0, malformed: 0 });

/** Counts of all partitions, which are kept together with where they end, one commit after the other. */
export const openGathering = (options: GatheringOptions): Gathering => {
	const { store, topic, latenessMs, now, tell, onKept, onFailed } = options;
	const reader = openMessageReader();
	let held = nothing();
	let timer: NodeJS.Timeout | null = null;
	let last: Promise<void> = Promise.resolve();
	/** What was gathered under an earlier one is given up. */
	let era = 0;

	const mostBytes = store.requestBytes ?? keepBytes;
	const isFull = ({ tally, counted }: Held): boolean =>
		counted >= keepMessages || tally.rows >= mostCounts || tally.bytes + counted * idBytes >= mostBytes;

	const partOf = (partition: number, state: Partition): Part => {
		const known = held.parts.get(partition);
		if (known) return known;
		const part: Part = { state, from: state.read ?? state.offset, to: 0, high: 0 };
		held.parts.set(partition, part);
		return part;
	};
	const count = (value: Buffer | null, { seen }: Partition): void => {
		const one = reader.read(value);
		if (one === null) held.malformed += 1;
		else if (!seen.take(one.id, one.receivedAt)) held.repeats += 1;
		else {
			if (one.receivedAt - one.ts > latenessMs) held.late += 1;
			held.counted += 1;
			held.tally.add(one.ts, one.page, one.eventType);
		}
	};
	/** What may be forgotten once the counts of now are kept. */
	const notNeeded = (): number =>
		Math.min(...Array.from(options.partitions(), ({ caughtUp, seen }) => (caughtUp ? Math.max(now(), seen.newest()) : seen.newest())));
	const drop = (): void => {
		era += 1;
		held = nothing();
		if (timer) clearTimeout(timer);
		timer = null;
	};
	const commit = ({ tally, parts, ...numbers }: Held): (() => Promise<void>) => {
		const forgetBefore = notNeeded();
		const partitions = Array.from(parts, ([partition, { state, from, to }]) => ({ partition, from, to, seen: state.seen.taken() }));
		const of = era;
		return async () => {
			if (of !== era) return;
			try {
				await store.addCounts(tally.counts(), { stream: topic, partitions, forgetBefore });
			} catch (error) {
				if (of !== era) return;
				drop();
				onFailed(error);
				return;
			}
			for (const { state, to } of parts.values()) state.offset = to;
			if (numbers.malformed > 0) tell("Messages of the topic are no events, and were left out", { topic, malformed: numbers.malformed });
			onKept({ ...numbers, ends: Array.from(parts, ([partition, { to, high }]) => ({ partition, to, high })) });
		};
	};
	const keep = (): Promise<void> => {
		const before = last;
		if (timer) clearTimeout(timer);
		timer = null;
		if (held.parts.size === 0) return before;
		last = before.then(commit(held));
		held = nothing();
		return before;
	};
	return {
		take: (partition, state, { messages, at, high }) => {
			const part = partOf(partition, state);
			let next = at;
			while (next < messages.length && !isFull(held)) {
				count((messages[next] as KafkaMessage).value, state);
				next += 1;
			}
			part.to = Number(messages[next - 1]?.offset) + 1;
			part.high = high;
			state.read = part.to;
			state.caughtUp = part.to >= high;
			timer ??= setTimeout(() => void keep(), keepMs);
			return next;
		},
		full: () => isFull(held),
		keep,
		flush: async () => {
			await keep();
			await last;
		},
		drop,
	};
};
