import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka as Client, logLevel } from "kafkajs";
import { type Db, MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pageName } from "../../backend/store/page-name.js";
import { root } from "../../scripts/project.js";
import { type Kafka, startKafka } from "../../scripts/services/kafka.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { sparkJars, sparkPython } from "../../scripts/services/spark.js";
import { deadLetters, type SparkJob, startSparkJob } from "../../streaming/spark/job.js";
import { pathWithoutJava, pythonWith } from "../engines/spark/lacking.js";
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
let commanded: Commanded | null = null;
/** What a job said that ended though nobody ended it. */
let broken: string | null = null;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-spark-counts-"));
	[kafka, mongo] = await Promise.all([startKafka(join(folder, "kafka")), startMongo(join(folder, "mongo"))]);
	client = await new MongoClient(mongo.uri).connect();
	db = client.db("counts");
});
afterAll(async () => {
	await job?.stop();
	if (commanded) await interrupt(commanded);
	await client.close();
	await mongo.stop();
	await kafka.stop();
	await rm(folder, { recursive: true, force: true });
});

interface Commanded {
	readonly child: ChildProcess;
	readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** As a person runs it: `npm run spark:stream`, in a group of processes of its own as a terminal makes one. */
const npmRun = (name: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): Commanded => {
	const own = { ...process.env, DATA_DIR: join(folder, `data-${++commands}`), MONGO_DB: "counts", KAFKA_TOPIC: topic, ...env };
	const child = spawn("npm", ["run", "-s", name, "--", ...args], {
		cwd: root,
		env: own,
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
	const ended = new Promise<{ code: number | null; said: string }>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) => resolve({ code, said }));
	});
	return { child, ended };
};
let commands = 0;

/** Ctrl-C in its terminal: every process of the group hears it. npm's shell between answers by that signal, whatever the command's code. */
const interrupt = async ({ child, ended }: Commanded): Promise<{ readonly code: number | null; readonly said: string }> => {
	if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGINT");
	return ended;
};

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

it("the command says what is missing or wrong, and what to do about it", { timeout: 120_000 }, async () => {
	const there = { KAFKA_BROKERS: kafka.brokers, MONGO_URI: mongo.uri };
	const none = npmRun("spark:stream", { MONGO_URI: mongo.uri });
	expect(await none.ended).toEqual({ code: 2, said: "There is no Kafka to read from. Set KAFKA_BROKERS, then start again.\n" });
	const owned = await npmRun("spark:stream", there).ended;
	expect(owned).toMatchObject({
		code: 2,
		said: expect.stringMatching(/^The minute aggregates are kept by ingest\. Hand them over \(npm run aggregates/),
	});
	expect(await npmRun("aggregates", { MONGO_URI: mongo.uri }, "--hand-over", "spark").ended).toMatchObject({ code: 0 });
	const wrong = [
		[{ AGGREGATES: "spark", KAFKA_BROKERS: kafka.brokers }, 2, /keeps its counts in MongoDB only\. Set MONGO_URI/],
		[
			{ AGGREGATES: "spark", ...there, KAFKA_BROKERS: "127.0.0.1:1" },
			1,
			/^Kafka \(127\.0\.0\.1:1\) cannot be used: .*See that it runs and that KAFKA_BROKERS names it/,
		],
		[
			{ AGGREGATES: "spark", ...there, SPARK_PYTHON: "no-such-python" },
			1,
			/did not start: .*no-such-python.*Name a Python 3 .* with SPARK_PYTHON/s,
		],
		[
			{ AGGREGATES: "spark", ...there, SPARK_PYTHON: await pythonWith(join(folder, "bare")) },
			1,
			/did not start: .*bare\/python has no (?:pyspark|pymongo)\. Install it \(.*bare\/python -m pip install pyspark==4\.2\.0 pymongo\)/s,
		],
		[
			{ AGGREGATES: "spark", ...there, SPARK_PYTHON: await pythonWith(join(folder, "spark-alone"), "pyspark", "py4j") },
			1,
			/did not start: .*spark-alone\/python has no pymongo\. Install it \(.*or name another Python with SPARK_PYTHON/s,
		],
		[
			{ AGGREGATES: "spark", ...there, SPARK_PYTHON: sparkPython(), PATH: await pathWithoutJava(folder), JAVA_HOME: "" },
			1,
			/did not start: there is no Java on the PATH, and JAVA_HOME names none\. Install a Java of 17 or newer/,
		],
	] as const;
	const ends = await Promise.all(wrong.map(([env]) => npmRun("spark:stream", env).ended));
	for (const [at, [, code, words]] of wrong.entries()) expect(ends[at]).toMatchObject({ code, said: expect.stringMatching(words) });
});

it("a Spark job killed with -9 and begun again, by the command, counts each event once, in its minute, and puts aside what is none", {
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
	job = null;
	commanded = npmRun("spark:stream", {
		...{ AGGREGATES: "spark", KAFKA_BROKERS: kafka.brokers, MONGO_URI: mongo.uri },
		...{
			SPARK_PYTHON: sparkPython(),
			SPARK_MASTER: "local[2]",
			SPARK_JARS: await sparkJars(),
			SPARK_CHECKPOINT: join(folder, "checkpoint"),
		},
	});
	void commanded.ended.then(({ said }) => {
		broken = said;
	});
	await until(total, (n) => n >= truth.length, 120_000);
	await send(1);
	await until(total, (n) => n >= truth.length, 60_000);
	expect(await counted()).toEqual(byMinute(truth));
	// Before the job ends: one that is ended between counts and letters writes these when it is begun again.
	const dead = await until(
		async () => new Set((await readRaw(kafka.brokers, deadLetters(topic))).map(({ payload }) => payload)),
		({ size }) => size >= 5,
		30_000,
	);
	expect(dead).toEqual(new Set(["{}", "no JSON 400", "no JSON 800", "no JSON 1000", "no JSON 1001"]));
	const { said } = await interrupt(commanded);
	expect(said).toMatch(/^Counting the topic by minute on Spark\. Stop with Ctrl\+C\.\n(?:.*\n)*?Stopping\./);
	expect(said).not.toMatch(/ended with|did not start|Traceback/);
});
