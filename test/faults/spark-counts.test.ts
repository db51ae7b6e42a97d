import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka as Client, logLevel } from "kafkajs";
import { type Db, MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pageName } from "../../backend/store/page-name.js";
import { type Kafka, startKafka } from "../../scripts/services/kafka.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { sparkJars, sparkPython } from "../../scripts/services/spark.js";
import { deadLetters, type SparkJob, startSparkJob } from "../../streaming/spark/job.js";
import { byMinute, readRaw } from "./topic-reader.js";
import { until } from "./traffic.js";

const topic = "events";
const pages = ["/", "/p/1", "/order/1234567/done", null] as const;
const types = ["pageview", "click"] as const;
const start = Date.UTC(2026, 0, 1);

let folder: string;
let kafka: Kafka;
let mongo: Mongo;
let client: MongoClient;
let db: Db;
let job: SparkJob | null = null;
/** What a job said that ended though nobody ended it. */
let broken: string | null = null;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-spark-counts-"));
	[kafka, mongo] = await Promise.all([startKafka(join(folder, "kafka")), startMongo(join(folder, "mongo"))]);
	client = await new MongoClient(mongo.uri).connect();
	db = client.db("counts");
	await db.collection("aggregates_minute").createIndex({ window_start: 1, window_end: 1, page: 1, event_type: 1 }, { unique: true });
});
afterAll(async () => {
	await job?.stop();
	await client.close();
	await mongo.stop();
	await kafka.stop();
	await rm(folder, { recursive: true, force: true });
});

const truth: { ts: number; page: string | null; eventType: string }[] = [];
let sent = 0;

const messageOf = (nth: number) => {
	const page = pages[nth % pages.length] ?? null;
	const eventType = types[nth % types.length] ?? "";
	const ts = start + (nth % 7) * 30_000 + 0.5 * (nth % 2);
	const event = { source: "api", event_id: `e${nth}`, timestamp: ts / 1000, visitor: `v${nth % 5}`, event_type: eventType, properties: {} };
	const value = {
		event: page === null ? event : { ...event, page },
		metadata: { ingested_at: new Date().toISOString(), version: "3.0", event_id: `e${nth}` },
	};
	truth.push({ ts: Math.round(ts), page: page && pageName(page), eventType });
	return { key: `v${nth % 5}`, value: JSON.stringify(value) };
};

/** Each message, some of them twice, and what is no event. */
const send = async (count: number): Promise<void> => {
	const producer = new Client({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING }).producer();
	await producer.connect();
	const messages = Array.from({ length: count }, (_, at) => messageOf(sent + at));
	sent += count;
	await producer.send({
		topic,
		messages: [...messages, ...messages.slice(0, 20), { key: "odd", value: `no JSON ${sent}` }, { key: "odd", value: "{}" }],
	});
	await producer.disconnect();
};

const startJob = async (): Promise<SparkJob> => {
	const jars = await sparkJars();
	const started = await startSparkJob(
		{
			kafka: { brokers: [kafka.brokers], tls: null, sasl: null, topic, latenessMs: 600_000 },
			mongo: { uri: mongo.uri, database: "counts" },
			python: sparkPython(),
			master: "local[2]",
			checkpoint: join(folder, "checkpoint"),
			jars,
			triggerMs: 500,
			conf: { "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "spark.sql.shuffle.partitions": "2" },
		},
		() => undefined,
	);
	void started.ended.then(({ code, said }) => {
		if (code !== null) broken = said;
	});
	return started;
};

const counted = async (): Promise<Record<string, number>> => {
	if (broken !== null) throw new Error(`The job ended: ${broken}`);
	const rows = await db.collection("aggregates_minute").find().toArray();
	return Object.fromEntries(
		rows.map(({ window_start, page, event_type, count }) => [
			`${(window_start as Date).toISOString()} ${(page as string | null) ?? "-"} ${String(event_type)}`,
			Number(count),
		]),
	);
};

const total = async (): Promise<number> => Object.values(await counted()).reduce((sum, count) => sum + count, 0);

it("a Spark job killed with -9 and begun again counts each event once, in its minute, and puts aside what is none", {
	timeout: 280_000,
}, async () => {
	job = await startJob();
	await send(400);
	// Killed while the second half comes in, after some of it was counted.
	await until(total, (n) => n > 0, 120_000);
	await send(400);
	await until(total, (n) => n > 400, 60_000);
	await job.kill();
	await send(200);
	job = await startJob();
	await until(total, (n) => n >= truth.length, 120_000);
	await send(1);
	await until(total, (n) => n >= truth.length, 60_000);
	expect(await counted()).toEqual(byMinute(truth));
	const dead = await until(
		() => readRaw(kafka.brokers, deadLetters(topic)),
		({ length }) => length >= 8,
		30_000,
	);
	expect(new Set(dead.map(({ payload }) => payload))).toEqual(
		new Set(["{}", "no JSON 400", "no JSON 800", "no JSON 1000", "no JSON 1001"]),
	);
});
