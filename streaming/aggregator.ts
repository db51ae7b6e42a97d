import type { Admin, Consumer, EachBatchPayload, KafkaMessage } from "kafkajs";
import { AppError } from "../backend/contract/errors.js";
import type { ConsumerStatus } from "../backend/contract/stream.js";
import { type AggregateStore, mostCounts } from "../backend/store/aggregate-port.js";
import { countMinutes } from "../backend/store/minute-counts.js";
import { type KafkaSettings, openKafka, pause, problemOf, type Tell, within } from "./connection.js";
import { openSeen, type Seen } from "./seen.js";
import { type Counted, readMessage } from "./tally.js";

/** The store, or a server that has it: counts and offsets are kept together there. */
export type CountStore = Pick<AggregateStore, "addCounts" | "countProgress" | "seenIds">;

export interface AggregatorOptions {
	readonly store: CountStore;
	readonly kafka: KafkaSettings;
	readonly topic: string;
	readonly group: string;
	/** So long after it was received a message may come again, ms. */
	readonly latenessMs: number;
	readonly now: () => number;
	readonly tell: Tell;
	/** A consumer that is silent for so long is dead, and others get its partitions, ms. */
	readonly sessionMs?: number;
}

export interface Aggregator {
	status(): ConsumerStatus;
	close(): Promise<void>;
}

const firstWaitMs = 500;
const longestWaitMs = 10_000;
/** Of a fetch of one partition: enough that committing the counts is a small part of the work. */
const fetchBytes = 4 * 1024 * 1024;
/** Messages of one commit: their counts and ids are within the bounds of the store and of a request. */
const commitMessages = Math.min(4_000, mostCounts);

/** Partitions whose batches are worked on together: one is read while the counts of another are kept. */
const together = 3;

interface Partition {
	/** Null: nothing of it was counted ever. */
	offset: number | null;
	readonly seen: Seen;
	/** All that is there was counted, when it was last looked at. */
	caughtUp: boolean;
	/** The offset that was asked for anew, since the one that came was past it. */
	sought: number | null;
}

const isMovedOn = (error: unknown): boolean =>
	error instanceof AppError && error.code === "conflict" && error.details["partition"] !== undefined;

const madeAnew = (topic: string, partition: number, offset: number, end: number): AppError =>
	new AppError(
		"unsupported",
		`Counts of ${topic}, partition ${partition}, end at offset ${offset}, and the partition at ${end}: the topic is not the one that was counted. Hand the counts over again (npm run aggregates -- --hand-over consumer), or name the topic they are of in KAFKA_TOPIC.`,
	);

/**
 * Counts the topic by minute, page and type. Where it is stands in the store, kept together with the counts, so whatever Kafka's group says a
 * message is counted once: what was counted is skipped, what is missing is read again, and of two consumers of a partition one meets a
 * conflict and goes on from where the other is.
 */
export const openAggregator = (options: AggregatorOptions): Aggregator => {
	const { store, kafka: settings, topic, group, latenessMs, now, tell, sessionMs = 15_000 } = options;
	const ending = new AbortController();
	const { signal } = ending;
	let partitions = new Map<number, Partition>();
	const loading = new Map<number, Promise<Partition>>();
	let assigned: readonly number[] = [];
	const lags = new Map<number, number>();
	let status: ConsumerStatus = { state: "starting", problem: null, counted: 0, repeats: 0, late: 0, malformed: 0, lag_messages: 0 };

	const endsOf = async (admin: Admin, partition: number): Promise<{ low: number; high: number }> => {
		const all = await admin.fetchTopicOffsets(topic);
		const found = all.find((one) => one.partition === partition);
		return { low: Number(found?.low ?? 0), high: Number(found?.high ?? 0) };
	};
	/** Into the map of the membership under which it was begun. */
	const read = async (admin: Admin, partition: number, into: Map<number, Partition>): Promise<Partition> => {
		const progress = await store.countProgress(topic);
		const offset = progress.find((one) => one.partition === partition)?.offset ?? null;
		const seen = openSeen(latenessMs, now);
		await store.seenIds(topic, partition, seen.learn);
		const { high } = await endsOf(admin, partition);
		if (offset !== null && offset > high) throw madeAnew(topic, partition, offset, high);
		const loaded: Partition = { offset, seen, caughtUp: false, sought: null };
		into.set(partition, loaded);
		return loaded;
	};
	const load = (admin: Admin, partition: number): Promise<Partition> => {
		const known = partitions.get(partition);
		if (known) return Promise.resolve(known);
		const under = loading.get(partition);
		if (under) return under;
		const work = read(admin, partition, partitions).finally(() => loading.delete(partition));
		loading.set(partition, work);
		return work;
	};
	/** Messages that were not counted before, of those that came. */
	const sift = (messages: readonly KafkaMessage[], seen: Seen): Counted[] => {
		const fresh: Counted[] = [];
		let { repeats, late, malformed } = status;
		for (const { value } of messages) {
			const one = readMessage(value);
			if (one === null) malformed += 1;
			else if (seen.has(one.id)) repeats += 1;
			else {
				if (one.receivedAt - one.ts > latenessMs) late += 1;
				seen.add(one.id, one.receivedAt);
				fresh.push(one);
			}
		}
		if (malformed > status.malformed) tell("Messages of the topic are no events, and were left out", { topic, malformed });
		status = { ...status, repeats, late, malformed };
		return fresh;
	};
	const commit = async (partition: number, state: Partition, messages: readonly KafkaMessage[]): Promise<void> => {
		const fresh = sift(messages, state.seen);
		const to = Number(messages.at(-1)?.offset) + 1;
		const seen = state.seen.taken();
		const needed = [...partitions.values()].map((one) => (one.caughtUp ? Math.max(now(), one.seen.forget()) : one.seen.forget()));
		const forgetBefore = Math.min(...needed);
		await store.addCounts(countMinutes(fresh), {
			stream: topic,
			partitions: [{ partition, from: state.offset, to, seen }],
			forgetBefore,
		});
		state.offset = to;
		status = { ...status, counted: status.counted + fresh.length };
	};
	/** True when the batch may be gone through; false when the consumer was sent to where the counts end. */
	const isNext = async (admin: Admin, consumer: Consumer, state: Partition, partition: number, first: number): Promise<boolean> => {
		if (first <= (state.offset ?? 0)) return true;
		const { low } = await endsOf(admin, partition);
		const wanted = Math.max(state.offset ?? 0, low);
		// Numbers are missing in a topic that a transaction wrote to: what comes again past them is what follows.
		if (first <= wanted || state.sought === wanted) {
			if (state.offset !== null && low > state.offset)
				tell("Kafka dropped messages before they were counted; the counts lack them", { topic, partition, messages: low - state.offset });
			return true;
		}
		state.sought = wanted;
		consumer.seek({ topic, partition, offset: String(wanted) });
		return false;
	};
	const takeBatch = async (admin: Admin, consumer: Consumer, payload: EachBatchPayload): Promise<void> => {
		const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
		const { partition } = batch;
		const first = batch.messages[0];
		if (!first) return;
		// All of them before anything is committed, since a commit forgets ids of every partition.
		for (const one of assigned) await load(admin, one);
		const state = await load(admin, partition);
		if (!(await isNext(admin, consumer, state, partition, Number(first.offset)))) return;
		const waiting = batch.messages.filter(({ offset }) => Number(offset) >= (state.offset ?? 0));
		for (let at = 0; at < waiting.length; at += commitMessages) {
			if (!isRunning() || isStale()) return;
			const part = waiting.slice(at, at + commitMessages);
			try {
				await commit(partition, state, part);
			} catch (error) {
				// Its ids are among those seen, and they were not counted.
				partitions.delete(partition);
				if (isMovedOn(error)) return;
				throw error;
			}
			resolveOffset(part.at(-1)?.offset as string);
			const lag = Math.max(0, Number(batch.highWatermark) - (state.offset ?? 0));
			state.caughtUp = lag === 0;
			lags.set(partition, lag);
			status = { ...status, state: "counting", lag_messages: [...lags.values()].reduce((sum, one) => sum + one, 0) };
			await heartbeat();
		}
		const last = batch.messages.at(-1);
		if (last) resolveOffset(last.offset);
	};
	/** Resolves when told to end; rejects when the consumer gave up. */
	const consume = async (): Promise<void> => {
		const kafka = await openKafka(settings, "clickstream-aggregator");
		const admin = kafka.admin();
		const consumer = kafka.consumer({
			groupId: group,
			allowAutoTopicCreation: false,
			maxBytesPerPartition: fetchBytes,
			maxWaitTimeInMs: 500,
			sessionTimeout: sessionMs,
			heartbeatInterval: sessionMs / 5,
			retry: { retries: 5, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: () => Promise.resolve(false) },
		});
		const crashed = new Promise<never>((_, reject) => {
			consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
		});
		crashed.catch(() => undefined); // Met by the race.
		consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
			partitions = new Map();
			assigned = payload.memberAssignment[topic] ?? [];
			lags.clear();
			status = { ...status, state: "counting", problem: null, lag_messages: 0 };
		});
		try {
			await admin.connect();
			await consumer.connect();
			await consumer.subscribe({ topic, fromBeginning: true });
			await consumer.run({
				eachBatchAutoResolve: false,
				partitionsConsumedConcurrently: together,
				eachBatch: (payload) => takeBatch(admin, consumer, payload),
			});
			await Promise.race([crashed, new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }))]);
		} finally {
			await within(5_000, Promise.all([consumer.disconnect(), admin.disconnect()]));
		}
	};
	const run = async (): Promise<void> => {
		let wait = firstWaitMs;
		while (!signal.aborted) {
			const began = now();
			try {
				await consume();
			} catch (error) {
				if (signal.aborted) return;
				const problem = problemOf(error, settings);
				if (status.problem !== problem)
					tell("The topic cannot be counted; it is tried again from where the counts end", { topic, problem });
				status = { ...status, state: "failing", problem };
				wait = now() - began > longestWaitMs ? firstWaitMs : Math.min(longestWaitMs, wait * 2);
				await pause(wait, signal);
			}
		}
	};
	const running = run();
	return {
		status: () => status,
		close: async () => {
			ending.abort();
			await within(10_000, running);
		},
	};
};
