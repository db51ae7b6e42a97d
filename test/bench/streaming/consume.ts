import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kafka as Client, logLevel } from "kafkajs";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import { openAggregator } from "../../../streaming/aggregator.js";
import { measure, type Took } from "./took.js";

/** In a process of its own: reads a topic that is full, bare or as the consumer does. */
const [kind = "ours", brokers = "", topic = "", count = "0"] = process.argv.slice(2);
const events = Number(count);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** From the first message to the last, as joining takes the same for both. */
const consumeBare = async (): Promise<Took> => {
	const consumer = new Client({ brokers: [brokers], logLevel: logLevel.NOTHING }).consumer({
		groupId: `bare-${process.pid}`,
		maxBytesPerPartition: 4 * 1024 * 1024,
		maxWaitTimeInMs: 500,
	});
	await consumer.connect();
	await consumer.subscribe({ topic, fromBeginning: true });
	let seen = 0;
	let measured: (() => Took) | null = null;
	let took: Took | null = null;
	await consumer.run({
		eachBatch: async ({ batch }) => {
			measured ??= measure(events);
			seen += batch.messages.length;
			if (seen >= events) took ??= measured();
		},
	});
	while (took === null) await wait(2);
	await consumer.disconnect();
	return took;
};

const consume = async (): Promise<Took> => {
	const folder = await mkdtemp(join(tmpdir(), "bench-consume-"));
	const store = await openDuckStore({ path: join(folder, "counts.duckdb") });
	await store.claimAggregates("consumer");
	let measured: (() => Took) | null = null;
	const settings = { brokers: [brokers], tls: null, sasl: null };
	const consumer = openAggregator({
		store: {
			...store,
			countProgress: (stream) => {
				measured ??= measure(events);
				return store.countProgress(stream);
			},
		},
		kafka: settings,
		topic,
		group: `ours-${process.pid}`,
		latenessMs: 600_000,
		now: Date.now,
		tell: () => undefined,
	});
	while (consumer.status().counted + consumer.status().repeats < events) await wait(2);
	const took = (measured as (() => Took) | null)?.();
	if (!took) throw new Error("The consumer counted without asking where the counts end.");
	await consumer.close();
	await store.close();
	await rm(folder, { recursive: true, force: true });
	return took;
};

process.stdout.write(`${JSON.stringify(await (kind === "bare" ? consumeBare() : consume()))}\n`);
