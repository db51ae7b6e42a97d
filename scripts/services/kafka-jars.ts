import { join } from "node:path";
import { cacheFolder } from "./cache.js";
import { type Jars, java, provideJars } from "./jars.js";
import pinned from "./kafka-jars.json" with { type: "json" };
import type { Part, Say } from "./part.js";

/** A Kafka broker for the tests where there is no Docker: its own jars from Maven Central, each pinned by its SHA-512. */
const version = "4.1.2";
const get = "your system's package manager: a Java of 17 or newer and Maven (Debian: default-jre-headless maven kcat)";

/** Where the jars are once `npm test` has got them. */
export const kafkaFolder = (): string => join(cacheFolder(), `kafka-${version}`);

const jars = (): Jars => ({
	name: `Kafka ${version}`,
	folder: kafkaFolder(),
	artifacts: [
		{ group: "org.apache.kafka", artifact: "kafka_2.13", version },
		{ group: "org.slf4j", artifact: "slf4j-simple", version: "1.7.36" },
	],
	pinned,
});

/** Options of every Java of the broker: one core and little memory are enough for it here. */
export const kafkaJava = (heap: string, main: string, args: readonly string[]): { program: string; args: string[] } => ({
	program: java(),
	args: [
		`-Xmx${heap}`,
		"-cp",
		join(kafkaFolder(), "*"),
		"-XX:+UseSerialGC",
		"-XX:TieredStopAtLevel=1",
		"-Djava.awt.headless=true",
		"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
		"-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
		"-Dorg.slf4j.simpleLogger.log.kafka.server=info",
		"-Dlog4j2.level=WARN",
		main,
		...args,
	],
});

/** Java and kcat come with the system packages (system.ts). */
export const provideKafka = (say: Say): Promise<Part> => provideJars("Kafka", { jars: jars(), get }, say);
