import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { pageName } from "../../backend/store/page-name.js";
import { type Kafka, startKafka } from "../../scripts/services/kafka.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { type Child, startChild, startConsumer } from "./child.js";
import { byMinute, distinct, type ReadMessage, readTopic } from "./topic-reader.js";
import { openTraffic, pause, type Stored, storedEvents, until } from "./traffic.js";

let folder: string;
let kafka: Kafka;
let children: Child[] = [];
let mongo: Mongo | null = null;
let topic = "";
let count = 0;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-kafka-"));
	kafka = await startKafka(join(folder, "kafka"), { properties: { "group.min.session.timeout.ms": "500" } });
});
afterAll(async () => {
	await kafka.stop();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
	count += 1;
	topic = `events-${count}`;
});
afterEach(async () => {
	for (const child of children) await child.kill();
	await mongo?.stop();
	[children, mongo] = [[], null];
});

const open = async (name: string, more: Readonly<Record<string, string>> = {}): Promise<Child> => {
	const child = await startChild(join(folder, `${topic}-${name}`), { KAFKA_BROKERS: kafka.brokers, KAFKA_TOPIC: topic, ...more });
	children.push(child);
	return child;
};

/** Reads the topic until all of the events are in it. */
const allOf = (stored: readonly unknown[], limitMs = 60_000): Promise<ReadMessage[]> =>
	until(
		() => readTopic(kafka.brokers, topic),
		(messages) => distinct(messages).length >= stored.length,
		limitMs,
	);

const ask = async ({ address, token }: Child, path: string): Promise<unknown> => {
	const reply = await fetch(`${address}${path}`, { headers: { authorization: token } });
	const body: unknown = await reply.json();
	if (reply.status !== 200) throw new Error(JSON.stringify(body));
	return body;
};

/** Events in the minute aggregates, as the server tells them. */
const counted = async (server: Child): Promise<number> => {
	const { items } = (await ask(server, "/api/metrics/aggregates?minutes=1440")) as { items: { count: number }[] };
	return items.reduce((sum, { count: n }) => sum + n, 0);
};

/** From the database itself: a server's copy of it may be behind. */
const storedInMongo = async ({ uri }: Mongo): Promise<Stored[]> => {
	const client = new MongoClient(uri);
	const found = await client.db("clickstream").collection("events").find({}).toArray();
	await client.close();
	return found.map(({ source, event_id, timestamp, page, event_type }) => ({
		source: String(source),
		event_id: String(event_id),
		timestamp: (timestamp as Date).toISOString(),
		page: page as string,
		event_type: String(event_type),
	}));
};

const expectSame = (messages: readonly ReadMessage[], stored: readonly Stored[]): void => {
	const told = distinct(messages);
	expect(told.map(({ message }) => message.metadata.event_id).sort()).toEqual(stored.map(({ event_id }) => event_id).sort());
	expect(
		byMinute(
			told.map(({ message: { event } }) => ({ ts: Math.round(event.timestamp * 1000), page: event.page, eventType: event.event_type })),
		),
	).toEqual(byMinute(stored.map((one) => ({ ts: Date.parse(one.timestamp), page: one.page, eventType: one.event_type }))));
};

/** Where a visitor's events were sent one after the other, their first messages are in that order, in one partition. */
const expectInOrder = (messages: readonly ReadMessage[]): void => {
	const newest = new Map<string, { partition: number; nth: number }>();
	const known = new Set<string>();
	for (const { partition, key, message } of messages) {
		const id = message.metadata.event_id;
		if (known.has(id)) continue;
		known.add(id);
		const nth = Number(id.split(":")[1]);
		const before = newest.get(key);
		if (before) expect([partition, nth > before.nth], `${id} after ${before.nth}`).toEqual([before.partition, true]);
		newest.set(key, { partition, nth });
	}
};

it("Kafka killed under load and back: no ingest fails, and every event is in the topic, in order for each visitor", {
	timeout: 200_000,
}, async () => {
	const child = await open("one");
	const traffic = openTraffic(child, ["a", "b", "c", "d", "e"]);
	await until(
		() => readTopic(kafka.brokers, topic, 101),
		(messages) => messages.length > 100,
		30_000,
	);
	const { port } = kafka;
	await kafka.kill();
	const away = traffic.acknowledged.length;
	await pause(Number(process.env["SOAK"] === "1" ? 60_000 : 5_000));
	expect(traffic.acknowledged.length, "taken while Kafka was away").toBeGreaterThan(away + 500);
	kafka = await startKafka(join(folder, "kafka"), { port, properties: { "group.min.session.timeout.ms": "500" } });
	await pause(1_000);
	await traffic.stop();
	expect(traffic.failed).toEqual([]);
	const stored = await storedEvents(child);
	expect(stored.length).toBe(traffic.acknowledged.length);
	const messages = await allOf(stored);
	expectSame(messages, stored);
	expectInOrder(messages);
	expect(new Set(messages.map(({ partition }) => partition)).size, "partitions that were used").toBeGreaterThan(1);
});

it("two servers of one MongoDB, the one that forwards killed with -9: the other goes on, and nothing is missing", {
	timeout: 200_000,
}, async () => {
	mongo = await startMongo(join(folder, `${topic}-mongo`));
	const more = { MONGO_URI: mongo.uri };
	const [one, other] = await Promise.all([open("one", more), open("other", more)]);
	const traffics = [openTraffic(one, ["a", "b"], 50), openTraffic(other, ["c", "d"], 50)];
	await until(
		() => readTopic(kafka.brokers, topic, 201),
		(messages) => messages.length > 200,
		60_000,
	);
	// Which of them forwards is not known from outside: the one that is left forwards in any case.
	await one.kill();
	await pause(2_000);
	await Promise.all(traffics.map((traffic) => traffic.stop()));
	expect(traffics[1]?.failed).toEqual([]);
	const stored = await storedInMongo(mongo);
	const acknowledged = traffics.flatMap((traffic) => traffic.acknowledged);
	const there = new Set(stored.map(({ event_id }) => event_id));
	expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
	const messages = await allOf(stored, 90_000);
	expectSame(messages, stored);
	expectInOrder(messages);
});

it("the consumer in the server and one beside it share the partitions; the one beside killed, the server counts on: every event once", {
	timeout: 200_000,
}, async () => {
	const server = await open("one", { AGGREGATES: "consumer", KAFKA_GROUP: topic });
	const traffic = openTraffic(server, ["a", "b", "c", "d"], 50);
	await until(
		() => counted(server),
		(n) => n > 0,
		60_000,
	);
	const beside = await startConsumer(server, { brokers: kafka.brokers, topic, group: topic, sessionMs: 3_000 });
	await until(
		async () => beside.status()?.counted ?? 0,
		(n) => n > 0,
		60_000,
	);
	expect(beside.status()?.counted, "counted beside the server").toBeGreaterThan(0);
	await beside.kill();
	await traffic.stop();
	const stored = await storedEvents(server);
	const total = await until(
		() => counted(server),
		(n) => n >= stored.length,
		60_000,
	);
	expect(total).toBe(stored.length);
	const { streams } = (await ask(server, "/api/live/health")) as { streams: { name: string; runs: string; problem: string | null }[] };
	expect(streams).toEqual([
		expect.objectContaining({ name: "forwarder", runs: "here", problem: null }),
		expect.objectContaining({ name: "consumer", runs: "here", problem: null }),
	]);
});

it("the consumer on MongoDB: its counts are those that kcat's messages give, by minute, page and type", { timeout: 200_000 }, async () => {
	mongo = await startMongo(join(folder, `${topic}-mongo`));
	const server = await open("one", { MONGO_URI: mongo.uri, AGGREGATES: "consumer", KAFKA_GROUP: topic });
	const traffic = openTraffic(server, ["a", "b", "c"], 50);
	await until(
		() => counted(server),
		(n) => n > 100,
		60_000,
	);
	await traffic.stop();
	expect(traffic.failed).toEqual([]);
	const stored = await storedInMongo(mongo);
	const messages = distinct(await allOf(stored));
	await until(
		() => counted(server),
		(n) => n >= messages.length,
		60_000,
	);
	const { items } = (await ask(server, "/api/metrics/aggregates?minutes=1440")) as {
		items: { window_start: string; page: string | null; event_type: string; count: number }[];
	};
	expect(
		Object.fromEntries(
			items.map(({ window_start, page, event_type, count: n }) => [
				`${new Date(window_start).toISOString()} ${page ?? "-"} ${event_type}`,
				n,
			]),
		),
	).toEqual(
		byMinute(
			messages.map(({ message: { event } }) => ({
				ts: Math.round(event.timestamp * 1000),
				page: event.page === undefined ? null : pageName(event.page),
				eventType: event.event_type,
			})),
		),
	);
});
