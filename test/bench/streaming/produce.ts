import { Kafka as Client, logLevel, Partitioners } from "kafkajs";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { logStart } from "../../../backend/store/forward-port.js";
import { openForwarder } from "../../../streaming/forwarder.js";
import { type Message, messageOf, requestsOf } from "../../../streaming/topic.js";
import { type Figured, measure } from "./took.js";

/** In a process of its own: tells a store's events to a topic, bare from memory or as the forwarder does. */
const [kind = "ours", brokers = "", topic = "", path = ""] = process.argv.slice(2);

const requestBytes = 0.8 * 1024 * 1024;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const messagesOf = async (store: DuckStore): Promise<Message[]> => {
	const messages: Message[] = [];
	for (let from = logStart; ; ) {
		const { events, position, newest } = await store.readLog(from, 10_000);
		messages.push(...events.map(messageOf));
		if (position.through >= newest) return messages;
		from = position;
	}
};

const figured = (messages: readonly Message[]) => ({
	events: messages.length,
	bytesPerMessage: messages.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0) / messages.length,
});

/** The same messages, made before, in requests as large as the forwarder's, idempotently with acks=all. */
const produceBare = async (messages: readonly Message[]): Promise<Figured> => {
	const client = new Client({ brokers: [brokers], logLevel: logLevel.NOTHING });
	const admin = client.admin();
	await admin.connect();
	await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true });
	await admin.disconnect();
	const producer = client.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
	await producer.connect();
	const requests = requestsOf(messages, requestBytes);
	const measured = measure(messages.length);
	for (const part of requests) await producer.send({ topic, acks: -1, messages: part });
	const took = measured();
	await producer.disconnect();
	return { ...took, ...figured(messages) };
};

const forward = async (store: DuckStore): Promise<Figured> => {
	const { events } = await store.counts();
	const settings = { brokers: [brokers], tls: null, sasl: null };
	const forwarder = openForwarder({ store, kafka: settings, topic, now: Date.now, tell: () => undefined });
	while (forwarder.status().state !== "forwarding") await wait(2);
	const measured = measure(events);
	while (forwarder.status().sent < events) await wait(2);
	const took = measured();
	await forwarder.close();
	return { ...took, events, bytesPerMessage: 0 };
};

const store = await openDuckStore({ path });
const work = kind === "bare" ? messagesOf(store).then(produceBare) : forward(store);
process.stdout.write(`${JSON.stringify(await work)}\n`);
await store.close();
