import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import { type Kafka, startKafka } from "../../../scripts/services/kafka.js";
import { child } from "../child.js";
import { clickstream } from "../clickstream.js";
import { type Behind, benchIngest } from "../ingest/ingest.js";
import { type Finding, finding } from "../report.js";
import { type Figured, figured, type Took, took } from "./took.js";

export interface IngestTook {
	/** Events a second taken; the median of the rounds. */
	readonly rate: number;
	/** Processor time of the server an event, µs; null where it is not told. */
	readonly cpuUs: number | null;
	/** What the forwarder had not sent at the end of the load; null where nothing is forwarded. The most of the rounds. */
	readonly behind: Behind | null;
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

const quiet = () => undefined;

const fill = async (path: string, events: number): Promise<void> => {
	const store = await openDuckStore({ path });
	for (const batch of clickstream({ events, seed: 7, from: Date.UTC(2026, 0, 1), days: 1 }))
		for (let at = 0; at < batch.length; at += 4_000) await store.append(batch.slice(at, at + 4_000));
	await store.close();
};

/** Each in a process of its own, begun cold: what another one left to be collected, or has compiled, takes no part in it. */
const produced = (kind: "bare" | "ours", kafka: Kafka, topic: string, path: string): Promise<Figured> =>
	child("streaming/produce.ts", [kind, kafka.brokers, topic, path], figured);

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
	const behind = all.flatMap((one) => (one.behind === null ? [] : [one.behind])).toSorted((a, b) => b.events - a.events);
	return { rate: median(all.map(({ rate }) => rate)), cpuUs: cpu.length === 0 ? null : median(cpu), behind: behind[0] ?? null };
};

const takeIn = async (seconds: number, env: Readonly<Record<string, string>>): Promise<IngestTook> => {
	const [figures] = await benchIngest({ connections: 64, warmupSeconds: 2, seconds, env }, quiet, "product");
	if (!figures) throw new Error("The server took no events.");
	const cpuUs = figures.cpuSecondsPer1000 === null ? null : figures.cpuSecondsPer1000 * 1_000;
	return { rate: figures.eventsPerSecond, cpuUs, behind: figures.forwarder };
};

/** Round by round, ours beside the bare one, so that both meet the same machine. */
export const benchStreaming = async (
	{ events, rounds, seconds }: StreamingOptions,
	say: (line: string) => void,
): Promise<StreamingFigures> => {
	const folder = await mkdtemp(join(tmpdir(), "bench-streaming-"));
	const kafka = await startKafka(join(folder, "kafka"));
	const path = join(folder, "events.duckdb");
	try {
		await fill(path, events);
		const bareProducer: Figured[] = [];
		const [forwarder, bareConsumer, consumer] = [[], [], []] as [Took[], Took[], Took[]];
		const [alone, forwarding] = [[], []] as [IngestTook[], IngestTook[]];
		for (let round = 0; round < rounds; round++) {
			say(`streaming: round ${round + 1} of ${rounds} …`);
			bareProducer.push(await produced("bare", kafka, `bare-${round}`, path));
			forwarder.push(await produced("ours", kafka, `ours-${round}`, path));
			bareConsumer.push(await consumed("bare", kafka, `ours-${round}`, events));
			consumer.push(await consumed("ours", kafka, `ours-${round}`, events));
			alone.push(await takeIn(seconds, {}));
			forwarding.push(await takeIn(seconds, { KAFKA_BROKERS: kafka.brokers, KAFKA_TOPIC: `ingest-${round}` }));
		}
		return {
			events,
			bytesPerMessage: bareProducer[0]?.bytesPerMessage ?? 0,
			bareProducer: best(bareProducer),
			forwarder: best(forwarder),
			bareConsumer: best(bareConsumer),
			consumer: best(consumer),
			ingestAlone: middle(alone),
			ingestForwarding: middle(forwarding),
		};
	} finally {
		await kafka.stop();
		await rm(folder, { recursive: true, force: true });
	}
};

export const streamingReport = (all: StreamingFigures): string => {
	const { behind } = all.ingestForwarding;
	const told = ({ rate, cpuUs }: Pick<IngestTook, "rate" | "cpuUs">): string =>
		`${Math.round(rate).toLocaleString("en")}/s (${cpuUs === null ? "–" : cpuUs.toFixed(1)} µs of processor time each)`;
	return [
		`Streaming: ${all.events.toLocaleString("en")} messages of ${Math.round(all.bytesPerMessage)} bytes`,
		`  produce: bare kafkajs ${told(all.bareProducer)}, forwarder ${told(all.forwarder)}`,
		`  consume: bare kafkajs ${told(all.bareConsumer)}, consumer with counts ${told(all.consumer)}`,
		`  ingest:  alone ${told(all.ingestAlone)}, forwarding ${told(all.ingestForwarding)}`,
		...(behind === null
			? []
			: [
					`           the forwarder was ${behind.events.toLocaleString("en")} events behind when the load ended, and caught up within ${behind.seconds.toFixed(1)} s`,
				]),
	].join("\n");
};

/** By the clock, which is the target's, and by processor time, which says something also while others work on the computer. */
export const streamingFindings = (all: StreamingFigures): Finding[] => {
	type Measured = Pick<IngestTook, "rate" | "cpuUs">;
	const both = (name: string, ours: Measured, bare: Measured, target: number): Finding[] => [
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
