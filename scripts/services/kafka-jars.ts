import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "./cache.js";
import pinned from "./kafka-jars.json" with { type: "json" };
import type { Part, Say } from "./part.js";
import { run } from "./run.js";

/** A Kafka broker for the tests where there is no Docker: its own jars from Maven Central, each pinned by its SHA-512. */
const version = "4.1.2";
const fetchLimitMs = 600_000;
const get = "your system's package manager: a Java of 17 or newer and Maven (Debian: default-jre-headless maven kcat)";

/** Where the jars are once `npm test` has got them. */
export const kafkaFolder = (): string => join(cacheFolder(), `kafka-${version}`);

const java = (): string => (process.env["JAVA_HOME"] ? join(process.env["JAVA_HOME"], "bin", "java") : "java");

const dependency = (group: string, artifact: string, number: string): string =>
	`<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${number}</version></dependency>`;

const project = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>kafka-for-tests</artifactId><version>1</version><packaging>pom</packaging><dependencies>
${dependency("org.apache.kafka", "kafka_2.13", version)}${dependency("org.slf4j", "slf4j-simple", "1.7.36")}</dependencies></project>`;

/** What of the folder is not as it was pinned; null when all of it is. */
const strayIn = async (folder: string): Promise<string | null> => {
	const found = (await readdir(folder)).sort();
	const wanted = Object.keys(pinned).sort();
	const odd = [...found.filter((name) => !(name in pinned)), ...wanted.filter((name) => !found.includes(name))];
	if (odd.length > 0) return `Kafka's jars are other ones than were pinned: ${odd.join(", ")}`;
	for (const [name, sha512] of Object.entries(pinned)) {
		const hash = createHash("sha512")
			.update(await readFile(join(folder, name)))
			.digest("hex");
		if (hash !== sha512) return `${name} is not the content that was pinned`;
	}
	return null;
};

const fetchJars = async (say: Say): Promise<string | null> => {
	say(`Getting Kafka ${version} for the tests (once): its jars from Maven Central …`);
	await mkdir(dirname(kafkaFolder()), { recursive: true });
	const work = await mkdtemp(`${kafkaFolder()}-`);
	try {
		await writeFile(join(work, "pom.xml"), project);
		const made = join(work, basename(kafkaFolder()));
		const copy = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
		const args = ["-B", "-q", "-f", join(work, "pom.xml"), copy, "-DincludeScope=runtime", `-DoutputDirectory=${made}`];
		const fetched = await run(process.platform === "win32" ? "mvn.cmd" : "mvn", args, { cwd: work, limitMs: fetchLimitMs });
		if (fetched.code !== 0) return `Maven could not fetch it: ${fetched.output.trim().slice(-300)}`;
		const stray = await strayIn(made);
		if (stray !== null) return stray;
		await rename(made, kafkaFolder()).catch((error: unknown) => {
			if (!existsSync(kafkaFolder())) throw error; // Another run may have been faster.
		});
		return null;
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};

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
export const provideKafka = async (say: Say): Promise<Part> => {
	const asked = await run(java(), ["-version"], { cwd: process.cwd(), limitMs: 30_000 });
	if (asked.code !== 0) return { missing: "Kafka: no Java on the PATH", get };
	const failed = existsSync(kafkaFolder()) ? null : await fetchJars(say);
	return failed === null ? { env: {} } : { missing: `Kafka: ${failed}`, get };
};
