import { endOf, type SparkJob, startSparkJob } from "../streaming/spark/job.js";
import { type Aggregator, openConsumer } from "../streaming/streams.js";
import type { Client } from "./client/client.js";
import { countsBy } from "./client/counts.js";
import type { Config } from "./config.js";
import { AppError } from "./contract/errors.js";
import { javaLack } from "./engine/spark/java.js";

/** Counts the topic into the store that `client` asks. Rejects with AppError `invalid` where the environment names no Kafka. */
export const openStreamConsumer = async (
	{ kafka }: Config,
	client: Client,
	tell: (message: string, details: Readonly<Record<string, unknown>>) => void,
): Promise<Aggregator> => {
	if (kafka === null) throw new AppError("invalid", "There is no Kafka to read from. Set KAFKA_BROKERS, then start again.");
	return openConsumer(kafka, { store: countsBy(client), now: Date.now, tell });
};

/**
 * Starts the Spark job that counts the topic into MongoDB. Throws AppError `invalid` where the environment names no Kafka or no MongoDB,
 * `conflict` where another keeps the minute aggregates.
 */
export const openSparkCounts = async (
	{ kafka, mongo, spark }: Config,
	client: Pick<Client, "metrics">,
	tell: (line: string) => void,
): Promise<SparkJob> => {
	if (kafka === null) throw new AppError("invalid", "There is no Kafka to read from. Set KAFKA_BROKERS, then start again.");
	if (mongo === null) throw new AppError("invalid", "The Spark job keeps its counts in MongoDB only. Set MONGO_URI, then start again.");
	const { owner } = await client.metrics.aggregates({ minutes: 1 });
	if (owner !== "spark")
		throw new AppError(
			"conflict",
			`The minute aggregates are kept by ${owner ?? "nobody"}. Hand them over (npm run aggregates -- --hand-over spark), start the server with AGGREGATES=spark, then start the job again.`,
		);
	const { python, master, checkpoint, jars } = spark;
	return startSparkJob({ kafka, mongo, python, master, checkpoint, jars }, tell);
};

/** Why the job ended that nobody stopped, and what to do, for people. */
export const sparkJobEnd = (ended: { readonly code: number | null; readonly said: string }, { spark }: Config): string => {
	const java = javaLack(ended.said);
	return java ? `The Spark job did not start: ${java.what} ${java.remedy}.` : endOf(ended, spark.python);
};
