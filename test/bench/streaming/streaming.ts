import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka as Client, logLevel, Partitioners } from "kafkajs";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { logStart } from "../../../backend/store/forward-port.js";
import { type Kafka, startKafka } from "../../../scripts/services/kafka.js";
import { openAggregator } from "../../../streaming/aggregator.js";
import { openForwarder } from "../../../streaming/forwarder.js";
import { type Message, messageOf, requestsOf } from "../../../streaming/topic.js";
import { clickstream } from "../clickstream.js";
import { benchIngest } from "../ingest/ingest.js";
import { type Finding, finding } from "../report.js";

export interface StreamingFigures {
	readonly events: number;
	readonly bytesPerMessage: number;
	/** Messages a second, the best of the rounds. */
	readonly bareProducer: number;
	readonly forwarder: number;
	readonly bareConsumer: number;
	readonly consumer: number;
	/** Events a second taken, without and with forwarding; each the median of the rounds. */
	readonly ingestAlone: number;
	readonly ingestForwarding: number;
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

const timed = async (events: number, work: () => Promise<void>): Promise<number> => {
	const began = performance.now();
	await work();
	return (events / (performance.now() - began)) * 1000;
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
const produceBare = async (kafka: Kafka, topic: string, messages: readonly Message[]): Promise<number> => {
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

const forward = async (store: DuckStore, kafka: Kafka, topic: string, events: number): Promise<number> => {
	const settings = { brokers: [kafka.brokers], tls: null, sasl: null };
	const forwarder = openForwarder({ store, kafka: settings, topic, now: Date.now, tell: quiet });
	while (forwarder.status().state !== "forwarding") await wait(2);
	const rate = await timed(events, async () => {
		while (forwarder.status().sent < events) await wait(2);
	});
	await forwarder.close();
	return rate;
};

/** From the first message to the last, as joining takes the same for both. */
const consumeBare = async (kafka: Kafka, topic: string, group: string, events: number): Promise<number> => {
	const consumer = clientOf(kafka).consumer({ groupId: group, maxBytesPerPartition: 4 * 1024 * 1024, maxWaitTimeInMs: 500 });
	await consumer.connect();
	await consumer.subscribe({ topic, fromBeginning: true });
	let [seen, began, ended] = [0, 0, 0];
	await consumer.run({
		eachBatch: async ({ batch }) => {
			began ||= performance.now();
			seen += batch.messages.length;
			if (seen >= events) ended = performance.now();
		},
	});
	while (ended === 0) await wait(2);
	await consumer.disconnect();
	return (events / (ended - began)) * 1000;
};

const consume = async (folder: string, kafka: Kafka, topic: string, group: string, events: number): Promise<number> => {
	const store = await openDuckStore({ path: join(folder, `${group}.duckdb`) });
	await store.claimAggregates("consumer");
	let began = 0;
	const settings = { brokers: [kafka.brokers], tls: null, sasl: null };
	const consumer = openAggregator({
		store: {
			...store,
			countProgress: (stream) => {
				began ||= performance.now();
				return store.countProgress(stream);
			},
		},
		kafka: settings,
		topic,
		group,
		latenessMs: 600_000,
		now: Date.now,
		tell: quiet,
	});
	while (consumer.status().counted + consumer.status().repeats < events) await wait(2);
	const took = performance.now() - began;
	await consumer.close();
	await store.close();
	return (events / took) * 1000;
};

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

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
		const [bareProducer, forwarder, bareConsumer, consumer, alone, forwarding] = [[], [], [], [], [], []] as number[][] as [
			number[],
			number[],
			number[],
			number[],
			number[],
			number[],
		];
		for (let round = 0; round < rounds; round++) {
			say(`streaming: round ${round + 1} of ${rounds} …`);
			bareProducer.push(await produceBare(kafka, `bare-${round}`, messages));
			forwarder.push(await forward(store, kafka, `ours-${round}`, messages.length));
			bareConsumer.push(await consumeBare(kafka, `ours-${round}`, `bare-${round}`, messages.length));
			consumer.push(await consume(folder, kafka, `ours-${round}`, `ours-${round}`, messages.length));
			const options = { connections: 64, warmupSeconds: 2, seconds };
			const rateOf = async (env: Readonly<Record<string, string>>): Promise<number> =>
				(await benchIngest({ ...options, env }, quiet, "product"))[0]?.eventsPerSecond ?? 0;
			alone.push(await rateOf({}));
			forwarding.push(await rateOf({ KAFKA_BROKERS: kafka.brokers, KAFKA_TOPIC: `ingest-${round}` }));
		}
		return {
			events: messages.length,
			bytesPerMessage: messages.reduce((sum, { value }) => sum + value.length, 0) / messages.length,
			bareProducer: Math.max(...bareProducer),
			forwarder: Math.max(...forwarder),
			bareConsumer: Math.max(...bareConsumer),
			consumer: Math.max(...consumer),
			ingestAlone: median(alone),
			ingestForwarding: median(forwarding),
		};
	} finally {
		await store.close();
		await kafka.stop();
		await rm(folder, { recursive: true, force: true });
	}
};

export const streamingReport = (all: StreamingFigures): string => {
	const rate = (one: number): string => `${Math.round(one).toLocaleString("en")}/s`;
	return [
		`Streaming: ${all.events.toLocaleString("en")} messages of ${Math.round(all.bytesPerMessage)} bytes`,
		`  produce: bare kafkajs ${rate(all.bareProducer)}, forwarder ${rate(all.forwarder)}`,
		`  consume: bare kafkajs ${rate(all.bareConsumer)}, consumer with counts ${rate(all.consumer)}`,
		`  ingest:  alone ${rate(all.ingestAlone)}, forwarding ${rate(all.ingestForwarding)}`,
	].join("\n");
};

export const streamingFindings = (all: StreamingFigures): Finding[] => [
	finding("forwarder / bare kafkajs producer", all.forwarder / all.bareProducer, { target: 0.5, atLeast: true }),
	finding("consumer / bare kafkajs consumer", all.consumer / all.bareConsumer, { target: 0.5, atLeast: true }),
	finding("ingest while forwarding / ingest alone", all.ingestForwarding / all.ingestAlone, { target: 0.9, atLeast: true }),
];
