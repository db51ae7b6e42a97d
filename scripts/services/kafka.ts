import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kafkaFolder, kafkaJava } from "./kafka-jars.js";
import { freePort, type Program, startProgram } from "./program.js";
import { run } from "./run.js";

export interface Kafka extends Program {
	/** For KAFKA_BROKERS. */
	readonly brokers: string;
	readonly port: number;
}

export interface KafkaOptions {
	/** The one it had before, to be found again by who knows it; a free one when not given. */
	readonly port?: number | undefined;
	/** More lines of server.properties; they win over those of here. */
	readonly properties?: Readonly<Record<string, string>>;
}

const startLimitMs = 90_000;

/** One node that is broker and controller, small and quick to start; topics are made only by who asks for them. */
const settings = (folder: string, port: number, controller: number): Record<string, string> => ({
	"process.roles": "broker,controller",
	"node.id": "1",
	"controller.quorum.voters": `1@127.0.0.1:${controller}`,
	listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
	"advertised.listeners": `CLIENTS://127.0.0.1:${port}`,
	"controller.listener.names": "CONTROLLER",
	"listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
	"inter.broker.listener.name": "CLIENTS",
	"log.dirs": join(folder, "logs"),
	"num.partitions": "1",
	"default.replication.factor": "1",
	"min.insync.replicas": "1",
	"offsets.topic.replication.factor": "1",
	"offsets.topic.num.partitions": "4",
	"transaction.state.log.replication.factor": "1",
	"transaction.state.log.min.isr": "1",
	"transaction.state.log.num.partitions": "4",
	"share.coordinator.state.topic.replication.factor": "1",
	"share.coordinator.state.topic.min.isr": "1",
	"share.coordinator.state.topic.num.partitions": "4",
	"group.initial.rebalance.delay.ms": "0",
	"auto.create.topics.enable": "false",
	"log.cleaner.dedupe.buffer.size": "16777216",
});

const format = async (folder: string, file: string): Promise<void> => {
	if (existsSync(join(folder, "logs", "meta.properties"))) return;
	// Ahead of it a letter: an id that begins with a dash is taken for an option.
	const id = `A${randomBytes(16).toString("base64url").slice(1)}`;
	const { program, args } = kafkaJava("128m", "kafka.tools.StorageTool", ["format", "--ignore-formatted", "-t", id, "-c", file]);
	const made = await run(program, args, { cwd: folder, limitMs: startLimitMs });
	if (made.code !== 0) throw new Error(`Kafka's folder could not be made: ${made.output.slice(-2_000)}`);
};

/** Starts a real Kafka broker, on this computer alone, with its data in `folder`. Rejects where `npm test` has not provided one. */
export const startKafka = async (folder: string, { port, properties = {} }: KafkaOptions = {}): Promise<Kafka> => {
	if (!existsSync(kafkaFolder())) throw new Error("There is no Kafka for the tests. `npm test` gets it, or says what is missing.");
	await mkdir(folder, { recursive: true });
	const own = port ?? (await freePort());
	const file = join(folder, "server.properties");
	const lines = Object.entries({ ...settings(folder, own, await freePort()), ...properties });
	await writeFile(file, lines.map(([name, value]) => `${name}=${value}\n`).join(""));
	await format(folder, file);
	const { program, args } = kafkaJava("512m", "kafka.Kafka", [file]);
	const broker = await startProgram({ name: "Kafka", program, args, ready: /Kafka Server started/, limitMs: startLimitMs });
	return { ...broker, brokers: `127.0.0.1:${own}`, port: own };
};
