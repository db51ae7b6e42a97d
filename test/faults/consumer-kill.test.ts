import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka as Client, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { pageName } from "../../backend/store/page-name.js";
import { type Kafka, startKafka } from "../../scripts/services/kafka.js";
import { type Child, type ConsumerChild, startChild, startConsumer } from "./child.js";
import { byMinute, readRaw, readTopic } from "./topic-reader.js";
import { openTraffic, pause, storedEvents, until } from "./traffic.js";

/** Twenty with SOAK=1; else as many as a test of every run may take. */
const rounds = process.env["SOAK"] === "1" ? 20 : 5;
const topic = "events";

let folder: string;
let kafka: Kafka;
let server: Child | null = null;
let consumer: ConsumerChild | null = null;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-consumer-"));
	kafka = await startKafka(join(folder, "kafka"));
});
afterAll(async () => {
	await consumer?.kill();
	await server?.kill();
	await kafka.stop();
	await rm(folder, { recursive: true, force: true });
});

/** Messages as a forwarder that was taken over sends them again, and what is none of ours. */
const disturb = async (): Promise<number> => {
	const producer = new Client({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING }).producer();
	await producer.connect();
	const again = await readTopic(kafka.brokers, topic, 50);
	const messages = again.map(({ key, partition, message }) => ({ key, partition, value: JSON.stringify(message) }));
	const odd = ["no JSON", "{}", '{"event":{"event_type":7},"metadata":{}}'].map((value) => ({ key: "odd", partition: 0, value }));
	await producer.send({ topic, messages: [...messages, ...odd] });
	await producer.disconnect();
	return again.length;
};

it(`a consumer killed with -9 at random, ${rounds} rounds, under load: every event is counted once, in its minute`, {
	timeout: 280_000,
}, async () => {
	const data = join(folder, "data");
	const env = { KAFKA_BROKERS: kafka.brokers, KAFKA_TOPIC: topic, AGGREGATES: "consumer", KAFKA_CONSUMER: "command" };
	const file = join(data, "clickstream.duckdb");
	const before = await openDuckStore({ path: file });
	await before.claimAggregates("consumer");
	await before.close();
	server = await startChild(data, env);
	const traffic = openTraffic(server, ["a", "b", "c"], 30);
	await until(
		() => readTopic(kafka.brokers, topic, 101),
		(messages) => messages.length > 100,
		60_000,
	);
	let repeated = 0;
	let counted = 0;
	for (let round = 0; round < rounds; round++) {
		// Of a group of its own: one that waits for the dead member's time to run out would make a round of seconds one of half a minute.
		consumer = await startConsumer(server, { brokers: kafka.brokers, topic, group: `g${round}` });
		const own = consumer;
		await until(
			async () => own.status()?.counted ?? 0,
			(n) => n > 0,
			30_000,
		);
		await pause(Math.random() * 800);
		counted += own.status()?.counted ?? 0;
		await own.kill();
		if (round === 1) repeated = await disturb();
	}
	await traffic.stop();
	expect(traffic.failed).toEqual([]);
	const stored = await storedEvents(server);
	await until(
		() => readRaw(kafka.brokers, topic),
		({ length }) => length >= stored.length + repeated + 3,
		60_000,
	);
	consumer = await startConsumer(server, { brokers: kafka.brokers, topic, group: "last" });
	const last = consumer;
	await until(
		async () => last.status(),
		(status) => status !== null && status.counted > 0 && status.lag_messages === 0,
		60_000,
	);
	await pause(1_000);
	await last.kill();
	await server.kill();
	const after = await openDuckStore({ path: file });
	const counts = await after.aggregates({ from: 0, to: Date.now() + 86_400_000, limit: 100_000 });
	await after.close();
	expect(
		Object.fromEntries(
			counts.map(({ windowStart, page, eventType, count }) => [
				`${new Date(windowStart).toISOString()} ${page ?? "-"} ${eventType}`,
				count,
			]),
		),
	).toEqual(
		byMinute(stored.map((one) => ({ ts: Date.parse(one.timestamp), page: one.page && pageName(one.page), eventType: one.event_type }))),
	);
	expect(repeated, "messages that came again").toBe(50);
	expect(counted, "a test whose consumers counted little before they were killed proved little").toBeGreaterThan(100);
});
