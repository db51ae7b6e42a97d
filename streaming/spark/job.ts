import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { AppError } from "../../backend/contract/errors.js";
import { type KafkaSettings, openKafka, problemOf } from "../connection.js";
import patterns from "../page-patterns.json" with { type: "json" };
import { ensureTopic } from "../topic.js";
import program from "./minute_counts.py";

/** The Kafka source of the Spark that is tested; Spark gets it from Maven Central where no jars are named. */
const kafkaSource = "org.apache.spark:spark-sql-kafka-0-10_2.13:4.2.0";
/** Messages of one micro-batch, at most. */
const most = 500_000;

export interface SparkJobSettings {
	readonly kafka: KafkaSettings & { readonly topic: string; readonly latenessMs: number };
	readonly mongo: { readonly uri: string; readonly database: string };
	/** A Python 3 that has pyspark and pymongo. */
	readonly python: string;
	readonly master: string;
	/** Where the job finds how far it came: a folder that every machine of the cluster sees. Lost with it is what was counted. */
	readonly checkpoint: string;
	/** Of the Kafka source, comma separated; null: Spark gets them itself. */
	readonly jars: string | null;
	readonly triggerMs?: number;
	/** More of Spark's own settings. */
	readonly conf?: Readonly<Record<string, string>>;
}

export interface SparkJob {
	/** Resolves with its exit code, and with the last it wrote. */
	readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
	/** Ends it after the batch that it is in. */
	stop(): Promise<void>;
	/** SIGKILL: it gets no chance to write anything more. */
	kill(): Promise<void>;
}

const mechanisms = { plain: "PLAIN", "scram-sha-256": "SCRAM-SHA-256", "scram-sha-512": "SCRAM-SHA-512" } as const;

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');

/** Kafka's Java client, told the same as kafkajs is. */
const kafkaOptions = async ({ brokers, tls, sasl }: KafkaSettings): Promise<Record<string, string>> => {
	const module = sasl?.mechanism === "plain" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
	return {
		"bootstrap.servers": brokers.join(","),
		"security.protocol": `${sasl ? "SASL_" : ""}${tls ? "SSL" : "PLAINTEXT"}`,
		...(tls?.caFile ? { "ssl.truststore.type": "PEM", "ssl.truststore.certificates": await readFile(tls.caFile, "utf8") } : {}),
		...(sasl
			? {
					"sasl.mechanism": mechanisms[sasl.mechanism],
					"sasl.jaas.config": `org.apache.kafka.common.security.${module} required username="${escaped(sasl.username)}" password="${escaped(sasl.password)}";`,
				}
			: {}),
	};
};

/** The topic for what is no event, beside the events' own. */
export const deadLetters = (topic: string): string => `${topic}.dead`;

/**
 * Parts of the counts' state. Spark's own 200 are a task and a file each for every batch, however few its events: a cluster of one small
 * worker then never comes round within the trigger's 5 s. A checkpoint that is there keeps the number that it began with.
 */
const statePartitions = (master: string): string => (master.startsWith("local") ? "4" : "12");

const settingsOf = async ({ kafka, mongo, master, checkpoint, jars, triggerMs = 5_000, conf }: SparkJobSettings) => ({
	kafka: await kafkaOptions(kafka),
	topic: kafka.topic,
	dead: deadLetters(kafka.topic),
	lateness: kafka.latenessMs / 1000,
	mongo: mongo.uri,
	database: mongo.database,
	checkpoint,
	trigger: `${triggerMs} milliseconds`,
	most,
	patterns,
	conf: {
		"spark.master": master,
		"spark.sql.session.timeZone": "UTC",
		"spark.ui.enabled": "false",
		...(jars === null ? { "spark.jars.packages": kafkaSource } : { "spark.jars": jars }),
		"spark.sql.shuffle.partitions": statePartitions(master),
		...conf,
	},
});

/** What others of this computer may not read goes to its standard input: settings hold passwords. */
const give = (child: ChildProcess, settings: object): void => {
	child.stdin?.on("error", () => undefined); // Its end says all that there is to say.
	child.stdin?.write(`${JSON.stringify(settings)}\n`);
};

/**
 * Both topics are there, or are made. Rejects with AppError, which tells what to do: `unsupported` where they may not be made,
 * `engine_unavailable` where Kafka does not answer.
 */
const ensureTopics = async (kafka: SparkJobSettings["kafka"]): Promise<void> => {
	const admin = (await openKafka(kafka, "clickstream-spark")).admin();
	try {
		await admin.connect();
		for (const topic of [kafka.topic, deadLetters(kafka.topic)]) await ensureTopic(admin, topic);
	} catch (error) {
		if (error instanceof AppError) throw error;
		const next = "See that it runs and that KAFKA_BROKERS names it, then start the job again.";
		throw new AppError("engine_unavailable", problemOf(error, kafka, next));
	} finally {
		await admin.disconnect();
	}
};

const install = "-m pip install pyspark==4.2.0 pymongo";

/** Why a job ended that nobody stopped, and what to do, for people. */
export const endOf = ({ code, said }: { readonly code: number | null; readonly said: string }, python: string): string => {
	if (code === 127) return `The Spark job did not start: ${said.trim()}. Name a Python 3 that has pyspark and pymongo with SPARK_PYTHON.`;
	const [, missing] = /No module named '(pyspark|pymongo)/.exec(said) ?? [];
	if (missing)
		return `The Spark job did not start: ${python} has no ${missing}. Install it (${python} ${install}), or name another Python with SPARK_PYTHON.`;
	return `The Spark job ended with ${code ?? "a signal"}: ${said.trim()}\nMend that, then start it again: it goes on from its checkpoint.`;
};

/** Starts the job, which counts until it is stopped; it ends with this process. `onLine` gets what it tells: JSON, a line each. */
export const startSparkJob = async (asked: SparkJobSettings, onLine: (line: string) => void): Promise<SparkJob> => {
	await ensureTopics(asked.kafka);
	const settings = await settingsOf(asked);
	const child = spawn(asked.python, ["-c", program], { stdio: ["pipe", "pipe", "pipe"] });
	let said = "";
	let rest = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-4_000);
	});
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		const lines = (rest + text).split("\n");
		rest = lines.pop() ?? "";
		lines.forEach(onLine);
	});
	const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
		child.once("error", (error) => resolve({ code: 127, said: error.message }));
		child.once("close", (code) => resolve({ code, said }));
	});
	give(child, settings);
	const gone = async (end: () => void): Promise<void> => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const exit = once(child, "exit");
		end();
		await exit;
	};
	return { ended, stop: () => gone(() => child.stdin.end()), kill: () => gone(() => child.kill("SIGKILL")) };
};
