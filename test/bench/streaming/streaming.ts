import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka as Client, logLevel, Partitioners } from "kafkajs";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { logStart } from "../../../backend/store/forward-port.js";
import { type Kafka, startKafka } from "../../../scripts/services/kafka.js";
import { openForwarder } from "../../../streaming/forwarder.js";
import { type Message, messageOf, requestsOf } from "../../../streaming/topic.js";
import { child } from "../child.js";
import { clickstream } from "../clickstream.js";
import { benchIngest } from "../ingest/ingest.js";
import { type Finding, finding } from "../report.js";
import { measure, type Took, took } from "./took.js";

export interface IngestTook {
	/** Events a second taken; the median of the rounds. */
	readonly rate: number;
	/** Processor time of the server an event, µs; null where it is not told. */
	readonly cpuUs: number | null;
}

export interface StreamingFigures {
	readonly events: number;
	readonly bytesPerMessage: number;
	/** Each the best of the rounds. */
	readonly bareProducer: Took;
	readonly forwarder: Took;
	readonly bareConsumer: Took;
	readonly consumer: Took;
	readonly ingestAlone: IngestTook;
	readonly ingestForwarding: IngestTook;
}

export interface StreamingOptions {
	readonly events: number;
	readonly rounds: number;
	readonly seconds: number;
}

const requestBytes = 0.8 * 1024 * 1024;
const quiet = () => undefined;

const clientOf = (kafka: Kafka): Client => new Client({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const timed = async (events: number, work: () => Promise<void>): Promise<Took> => {
	const measured = measure(events);
	await work();
	return measured();
};

const fill = async (store: DuckStore, events: number): Promise<void> => {
	for (const batch of clickstream({ events, seed: 7, from: Date.UTC(2026, 0, 1), days: 1 }))
		for (let at = 0; at < batch.length; at += 4_000) await store.append(batch.slice(at, at + 4_000));
};

const messagesOf = async (store: DuckStore): Promise<Message[]> => {
	const messages: Message[] = [];
	for (let from = logStart; ; ) {
		const { events, position, newest } = await store.readLog(from, 10_000);
		messages.push(...events.map(messageOf));
		if (position.through >= newest) return messages;
		from = position;
	}
};

/** The same messages, made before, in the same requests, idempotently with acks=all. */
const produceBare = async (kafka: Kafka, topic: string, messages: readonly Message[]): Promise<Took> => {
	const client = clientOf(kafka);
	const admin = client.admin();
	await admin.connect();
	await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
	await admin.disconnect();
	const producer = client.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
	await producer.connect();
	const rate = await timed(messages.length, async () => {
		for (const part of requestsOf(messages, requestBytes)) await producer.send({ topic, acks: -1, messages: part });
	});
	await producer.disconnect();
	return rate;
};

const forward = async (store: DuckStore, kafka: Kafka, topic: string, events: number): Promise<Took> => {
	const settings = { brokers: [kafka.brokers], tls: null, sasl: null };
	const forwarder = openForwarder({ store, kafka: settings, topic, now: Date.now, tell: quiet });
	while (forwarder.status().state !== "forwarding") await wait(2);
	const rate = await timed(events, async () => {
		while (forwarder.status().sent < events) await wait(2);
	});
	await forwarder.close();
	return rate;
};

/** In a process of its own, since the messages that this one holds would make each collection of garbage long. */
const consumed = (kind: "bare" | "ours", kafka: Kafka, topic: string, events: number): Promise<Took> =>
	child("streaming/consume.ts", [kind, kafka.brokers, topic, String(events)], took);

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** The best rate, and the least processor time. */
const best = (all: readonly Took[]): Took => ({
	rate: Math.max(...all.map(({ rate }) => rate)),
	cpuUs: Math.min(...all.map(({ cpuUs }) => cpuUs)),
});

const middle = (all: readonly IngestTook[]): IngestTook => {
	const cpu = all.flatMap(({ cpuUs }) => (cpuUs === null ? [] : [cpuUs]));
	return { rate: median(all.map(({ rate }) => rate)), cpuUs: cpu.length === 0 ? null : median(cpu) };
};

const takeIn = async (seconds: number, env: Readonly<Record<string, string>>): Promise<IngestTook> => {
	const [figures] = await benchIngest({ connections: 64, warmupSeconds: 2, seconds, env }, quiet, "product");
	if (!figures) throw new Error("The server took no events.");
	return { rate: figures.eventsPerSecond, cpuUs: figures.cpuSecondsPer1000 === null ? null : figures.cpuSecondsPer1000 * 1_000 };
};

/** Round by round, ours beside the bare one, so that both meet the same machine. */
export const benchStreaming = async (
	{ events, rounds, seconds }: StreamingOptions,
	say: (line: string) => void,
): Promise<StreamingFigures> => {
	const folder = await mkdtemp(join(tmpdir(), "bench-streaming-"));
	const kafka = await startKafka(join(folder, "kafka"));
	const store = await openDuckStore({ path: join(folder, "events.duckdb") });
	try {
		await fill(store, events);
		const messages = await messagesOf(store);
		const [bareProducer, forwarder, bareConsumer, consumer] = [[], [], [], []] as [Took[], Took[], Took[], Took[]];
		const [alone, forwarding] = [[], []] as [IngestTook[], IngestTook[]];
		for (let round = 0; round < rounds; round++) {
			say(`streaming: round ${round + 1} of ${rounds} …`);
			bareProducer.push(await produceBare(kafka, `bare-${round}`, messages));
			forwarder.push(await forward(store, kafka, `ours-${round}`, messages.length));
			bareConsumer.push(await consumed("bare", kafka, `ours-${round}`, messages.length));
			consumer.push(await consumed("ours", kafka, `ours-${round}`, messages.length));
			alone.push(await takeIn(seconds, {}));
			forwarding.push(await takeIn(seconds, { KAFKA_BROKERS: kafka.brokers, KAFKA_TOPIC: `ingest-${round}` }));
		}
		return {
			events: messages.length,
			bytesPerMessage: messages.reduce((sum, { value }) => sum + value.length, 0) / messages.length,
			bareProducer: best(bareProducer),
			forwarder: best(forwarder),
			bareConsumer: best(bareConsumer),
			consumer: best(consumer),
			ingestAlone: middle(alone),
			ingestForwarding: middle(forwarding),
		};
	} finally {
		await store.close();
		await kafka.stop();
		await rm(folder, { recursive: true, force: true });
	}
};

export const streamingReport = (all: StreamingFigures): string => {
	const told = ({ rate, cpuUs }: IngestTook): string =>
		`${Math.round(rate).toLocaleString("en")}/s (${cpuUs === null ? "–" : cpuUs.toFixed(1)} µs of processor time each)`;
	return [
		`Streaming: ${all.events.toLocaleString("en")} messages of ${Math.round(all.bytesPerMessage)} bytes`,
		`  produce: bare kafkajs ${told(all.bareProducer)}, forwarder ${told(all.forwarder)}`,
		`  consume: bare kafkajs ${told(all.bareConsumer)}, consumer with counts ${told(all.consumer)}`,
		`  ingest:  alone ${told(all.ingestAlone)}, forwarding ${told(all.ingestForwarding)}`,
	].join("\n");
};

/** By the clock, which is the target's, and by processor time, which says something also while others work on the computer. */
export const streamingFindings = (all: StreamingFigures): Finding[] => {
	const both = (name: string, ours: IngestTook, bare: IngestTook, target: number): Finding[] => [
		finding(name, ours.rate / bare.rate, { target, atLeast: true }),
		...(ours.cpuUs === null || bare.cpuUs === null
			? []
			: [finding(`${name}, by processor time`, bare.cpuUs / ours.cpuUs, { target, atLeast: true })]),
	];
	return [
		...both("forwarder / bare kafkajs producer", all.forwarder, all.bareProducer, 0.5),
		...both("consumer / bare kafkajs consumer", all.consumer, all.bareConsumer, 0.5),
		...both("ingest while forwarding / ingest alone", all.ingestForwarding, all.ingestAlone, 0.9),
	];
};
