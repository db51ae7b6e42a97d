import type { Admin, Consumer, EachBatchPayload } from "kafkajs";
import { AppError } from "../backend/contract/errors.js";
import type { ConsumerStatus } from "../backend/contract/stream.js";
import type { AggregateStore } from "../backend/store/aggregate-port.js";
import { type KafkaSettings, openKafka, pause, problemOf, type Tell, within } from "./connection.js";
import { type CountKeeper, type Gathering, type Kept, openGathering, type Partition } from "./gathering.js";
import { openSeen } from "./seen.js";

/** The store, or a server that has it: counts and offsets are kept together there. */
export type CountStore = CountKeeper & Pick<AggregateStore, "countProgress" | "seenIds">;

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
/** Of a fetch of one partition. */
const fetchBytes = 4 * 1024 * 1024;
/** Partitions whose batches are worked on together. */
const together = 3;

const isMovedOn = (error: unknown): boolean =>
	error instanceof AppError && error.code === "conflict" && error.details["partition"] !== undefined;

const madeAnew = (topic: string, partition: number, offset: number, end: number): AppError =>
	new AppError(
		"unsupported",
		`Counts of ${topic}, partition ${partition}, end at offset ${offset}, and the partition at ${end}: the topic is not the one that was counted. Hand the counts over again (npm run aggregates -- --hand-over consumer), or name the topic they are of in KAFKA_TOPIC.`,
	);

/** What belongs to one membership of the group after the other. */
interface Joined {
	readonly admin: Admin;
	readonly consumer: Consumer;
	readonly gathering: Gathering;
}

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
	const read = async ({ admin, gathering }: Joined, partition: number, into: Map<number, Partition>): Promise<Partition> => {
		// What was begun to be kept before is kept, or given up, when it is asked where the counts end.
		await gathering.flush();
		const progress = await store.countProgress(topic);
		const offset = progress.find((one) => one.partition === partition)?.offset ?? null;
		const seen = openSeen(latenessMs, now);
		await store.seenIds(topic, partition, seen.learn);
		const { high } = await endsOf(admin, partition);
		if (offset !== null && offset > high) throw madeAnew(topic, partition, offset, high);
		const loaded: Partition = { offset, read: offset, seen, caughtUp: false, sought: null };
		into.set(partition, loaded);
		return loaded;
	};
	const load = (joined: Joined, partition: number): Promise<Partition> => {
		const known = partitions.get(partition);
		if (known) return Promise.resolve(known);
		const under = loading.get(partition);
		if (under) return under;
		const work = read(joined, partition, partitions).finally(() => loading.delete(partition));
		loading.set(partition, work);
		return work;
	};
	/** True when the batch may be gone through; false when the consumer was sent to where it is to go on. */
	const isNext = async ({ admin, consumer }: Joined, state: Partition, partition: number, first: number): Promise<boolean> => {
		if (first <= (state.read ?? 0)) return true;
		const { low } = await endsOf(admin, partition);
		const wanted = Math.max(state.read ?? 0, low);
		// Numbers are missing in a topic that a transaction wrote to: what comes again past them is what follows.
		if (first <= wanted || state.sought === wanted) {
			if (state.read !== null && low > state.read)
				tell("Kafka dropped messages before they were counted; the counts lack them", { topic, partition, messages: low - state.read });
			return true;
		}
		state.sought = wanted;
		consumer.seek({ topic, partition, offset: String(wanted) });
		return false;
	};
	const takeBatch = async (joined: Joined, payload: EachBatchPayload): Promise<void> => {
		const { gathering } = joined;
		const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
		const { partition, messages } = batch;
		const [first, last] = [messages[0], messages.at(-1)];
		if (!first || !last) return;
		// All of them before anything is committed, since a commit forgets ids of every partition.
		for (const one of assigned) await load(joined, one);
		const state = await load(joined, partition);
		if (!(await isNext(joined, state, partition, Number(first.offset)))) return;
		let at = messages.findIndex(({ offset }) => Number(offset) >= (state.read ?? 0));
		while (at >= 0 && at < messages.length) {
			// Given up meanwhile, or of another's now: then it comes again.
			if (!isRunning() || isStale() || partitions.get(partition) !== state) return;
			at = gathering.take(partition, state, { messages, at, high: Number(batch.highWatermark) });
			if (gathering.full()) await gathering.keep();
			await heartbeat();
		}
		if (partitions.get(partition) === state) resolveOffset(last.offset);
	};
	const noteKept = (consumer: Consumer, kept: Kept): void => {
		for (const { partition, to, high } of kept.ends) if (partitions.has(partition)) lags.set(partition, Math.max(0, high - to));
		status = {
			...status,
			state: "counting",
			counted: status.counted + kept.counted,
			repeats: status.repeats + kept.repeats,
			late: status.late + kept.late,
			malformed: status.malformed + kept.malformed,
			lag_messages: [...lags.values()].reduce((sum, one) => sum + one, 0),
		};
		// Kafka's own offsets are a hint: where they cannot be kept, what was counted is skipped.
		consumer.commitOffsets(kept.ends.map(({ partition, to }) => ({ topic, partition, offset: String(to) }))).catch(() => undefined);
	};
	/** Another counted what was to be kept here: it is read again from where the kept counts end. */
	const goBack = (consumer: Consumer): void => {
		const left = partitions;
		partitions = new Map();
		loading.clear();
		for (const [partition, { offset }] of left) consumer.seek({ topic, partition, offset: String(offset ?? 0) });
	};
	/** Resolves when told to end; rejects when the consumer gave up, or the counts cannot be kept. */
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
		let giveUp: (error: unknown) => void = () => undefined;
		const crashed = new Promise<never>((_, reject) => {
			giveUp = reject;
			consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
		});
		crashed.catch(() => undefined); // Met by the race.
		const gathering = openGathering({
			...{ store, topic, latenessMs, now, tell },
			partitions: () => partitions.values(),
			onKept: (kept) => noteKept(consumer, kept),
			onFailed: (error) => (isMovedOn(error) ? goBack(consumer) : giveUp(error)),
		});
		consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
			gathering.drop();
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
				autoCommit: false,
				eachBatchAutoResolve: false,
				partitionsConsumedConcurrently: together,
				eachBatch: (payload) => takeBatch({ admin, consumer, gathering }, payload),
			});
			await Promise.race([crashed, new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }))]);
			await within(5_000, gathering.flush());
		} finally {
			gathering.drop();
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
