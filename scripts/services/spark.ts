import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "./cache.js";
import { fetchJars, hasJava, type Jars } from "./jars.js";
import type { Part, Say } from "./part.js";
import { run } from "./run.js";
import pinned from "./spark-jars.json" with { type: "json" };
import pinnedS3 from "./spark-s3-jars.json" with { type: "json" };

/** Spark for the tests: pyspark and pymongo in a Python environment of their own, and the jars of Spark's Kafka source and of its way to S3. */
const version = "4.2.0";
const installLimitMs = 900_000;
const requirements = join(import.meta.dirname, "spark-requirements.txt");
const get =
	"your system's package manager: Python 3 with venv, a Java of 17 or newer, and Maven (Debian: python3-venv default-jre-headless maven)";

/** Another list of packages is another folder. */
const sparkFolder = (): string => {
	const list = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 8);
	return join(cacheFolder(), `spark-${version}-${list}`);
};

const jars = (): Jars => ({
	name: `Spark ${version}'s Kafka source`,
	folder: join(cacheFolder(), `spark-kafka-source-${version}`),
	artifacts: [{ group: "org.apache.spark", artifact: "spark-sql-kafka-0-10_2.13", version }],
	// These come with pyspark itself.
	without: {
		groups: ["org.apache.hadoop", "org.scala-lang", "org.scala-lang.modules", "org.slf4j", "com.google.code.findbugs"],
		artifacts: ["snappy-java", "lz4-java", "spark-tags_2.13"],
	},
	pinned,
});

const sdk = "2.35.4";

/** As backend/engine/spark/bucket/spark-settings.ts has Spark get them: what of the SDK S3 takes, in place of all of it. */
const s3Jars = (): Jars => ({
	name: `Spark ${version}'s way to S3`,
	folder: join(cacheFolder(), `spark-s3-3.5.0-${sdk}`),
	artifacts: [
		{ group: "org.apache.hadoop", artifact: "hadoop-aws", version: "3.5.0", exclusions: ["software.amazon.awssdk:bundle"] },
		...["s3", "s3-transfer-manager", "sts"].map((artifact) => ({ group: "software.amazon.awssdk", artifact, version: sdk })),
	],
	// These come with pyspark itself, or are a choice.
	without: {
		groups: ["io.netty", "org.apache.httpcomponents", "org.slf4j", "commons-codec", "commons-logging", "org.wildfly.openssl"],
		artifacts: [],
	},
	pinned: pinnedS3,
});

/** The Python that has pyspark, once `npm test` has got it. */
export const sparkPython = (): string =>
	process.platform === "win32" ? join(sparkFolder(), "Scripts", "python.exe") : join(sparkFolder(), "bin", "python");

const filesOf = async ({ folder }: Jars): Promise<string> => (await readdir(folder)).map((file) => join(folder, file)).join(",");

/** For `spark.jars`. */
export const sparkJars = (): Promise<string> => filesOf(jars());

/** For SPARK_S3_JARS. */
export const sparkS3Jars = (): Promise<string> => filesOf(s3Jars());

/**
 * Installs beside the folder and moves it there whole. The programs of such an environment hold its path, so that only its Python and
 * its packages may be used afterwards, which they are.
 */
const install = async (say: Say): Promise<string | null> => {
	say(`Getting Spark ${version} for the tests (once): pyspark, 450 MB, from the Python package index …`);
	await mkdir(dirname(sparkFolder()), { recursive: true });
	const work = await mkdtemp(`${sparkFolder()}-`);
	try {
		const made = join(work, basename(sparkFolder()));
		const system = process.platform === "win32" ? "python" : "python3";
		const venv = await run(system, ["-m", "venv", made], { cwd: work, limitMs: installLimitMs });
		if (venv.code !== 0) return `no Python environment could be made: ${venv.output.trim().slice(-300)}`;
		const python = join(made, sparkPython().slice(sparkFolder().length));
		const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", requirements];
		const installed = await run(python, args, { cwd: work, limitMs: installLimitMs });
		if (installed.code !== 0) return `pip could not install pyspark: ${installed.output.trim().slice(-300)}`;
		await rename(made, sparkFolder()).catch((error: unknown) => {
			if (!existsSync(sparkFolder())) throw error; // Another run may have been faster.
		});
		return null;
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};

/** Java, Maven and Python come with the system packages (system.ts). */
export const provideSpark = async (say: Say): Promise<Part> => {
	if (!(await hasJava())) return { missing: "Spark: no Java on the PATH", get };
	const failed =
		(existsSync(sparkPython()) ? null : await install(say)) ?? (await fetchJars(jars(), say)) ?? (await fetchJars(s3Jars(), say));
	return failed === null ? { env: {} } : { missing: `Spark: ${failed}`, get };
};
