import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Part, Say } from "./part.js";
import { run } from "./run.js";

export interface Artifact {
	readonly group: string;
	readonly artifact: string;
	readonly version: string;
	/** Of what it names, what is not even to be fetched: GROUP:ARTIFACT. */
	readonly exclusions?: readonly string[];
}

export interface Jars {
	/** For people, such as `Kafka 4.1.2`. */
	readonly name: string;
	readonly folder: string;
	readonly artifacts: readonly Artifact[];
	/** Groups and artifacts that are not needed, as Maven's dependency plugin takes them. */
	readonly without?: { readonly groups: readonly string[]; readonly artifacts: readonly string[] };
	/** SHA-512 of each file, by its name. */
	readonly pinned: Readonly<Record<string, string>>;
}

const fetchLimitMs = 600_000;

export const java = (): string => (process.env["JAVA_HOME"] ? join(process.env["JAVA_HOME"], "bin", "java") : "java");

const exclusion = (named: string): string => {
	const [group, artifact] = named.split(":");
	return `<exclusion><groupId>${group}</groupId><artifactId>${artifact}</artifactId></exclusion>`;
};

const dependency = ({ group, artifact, version, exclusions = [] }: Artifact): string =>
	`<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version><exclusions>${exclusions
		.map(exclusion)
		.join("")}</exclusions></dependency>`;

const project = (
	artifacts: readonly Artifact[],
): string => `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>jars-for-tests</artifactId><version>1</version><packaging>pom</packaging><dependencies>
${artifacts.map(dependency).join("")}</dependencies></project>`;

/**
 * Poms may name more repositories, some of which are often out of reach: all is asked of Maven's own one, which this is. What is fetched
 * is pinned by its content.
 */
const settings = (central: string): string =>
	`<settings><mirrors><mirror><id>central-only</id><mirrorOf>*</mirrorOf><url>${central}</url></mirror></mirrors></settings>`;

const mvn = process.platform === "win32" ? "mvn.cmd" : "mvn";

const centralOf = async (work: string): Promise<string> => {
	const evaluate = "org.apache.maven.plugins:maven-help-plugin:3.4.0:evaluate";
	const args = [
		"-B",
		"-q",
		"-f",
		join(work, "pom.xml"),
		evaluate,
		"-Dexpression=project.repositories[0].url",
		"-DforceStdout",
		"-Dstyle.color=never",
	];
	const { output } = await run(mvn, args, { cwd: work, limitMs: fetchLimitMs });
	return /https?:[^\s\p{Cc}]+/u.exec(output)?.[0] ?? "https://repo.maven.apache.org/maven2";
};

/** What of the folder is not as it was pinned; null when all of it is. */
const strayIn = async (folder: string, { name, pinned }: Jars): Promise<string | null> => {
	const found = (await readdir(folder)).sort();
	const wanted = Object.keys(pinned).sort();
	const odd = [...found.filter((file) => !(file in pinned)), ...wanted.filter((file) => !found.includes(file))];
	if (odd.length > 0) return `the jars of ${name} are other ones than were pinned: ${odd.join(", ")}`;
	for (const [file, sha512] of Object.entries(pinned)) {
		const hash = createHash("sha512")
			.update(await readFile(join(folder, file)))
			.digest("hex");
		if (hash !== sha512) return `${file} is not the content that was pinned`;
	}
	return null;
};

/** Gets jars with all that they need from Maven Central, unless they are there. Returns what failed. */
export const fetchJars = async (jars: Jars, say: Say): Promise<string | null> => {
	const { name, folder, artifacts, without } = jars;
	if (existsSync(folder)) return null;
	say(`Getting ${name} for the tests (once): its jars from Maven Central …`);
	await mkdir(dirname(folder), { recursive: true });
	const work = await mkdtemp(`${folder}-`);
	try {
		await writeFile(join(work, "pom.xml"), project(artifacts));
		await writeFile(join(work, "settings.xml"), settings(await centralOf(work)));
		const made = join(work, basename(folder));
		const copy = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
		const args = ["-B", "-q", "-s", join(work, "settings.xml"), "-f", join(work, "pom.xml"), copy, "-DincludeScope=runtime"];
		const left = without ? [`-DexcludeGroupIds=${without.groups.join()}`, `-DexcludeArtifactIds=${without.artifacts.join()}`] : [];
		const fetched = await run(mvn, [...args, ...left, `-DoutputDirectory=${made}`], { cwd: work, limitMs: fetchLimitMs });
		if (fetched.code !== 0) return `Maven could not fetch it: ${fetched.output.trim().slice(-300)}`;
		const stray = await strayIn(made, jars);
		if (stray !== null) return stray;
		await rename(made, folder).catch((error: unknown) => {
			if (!existsSync(folder)) throw error; // Another run may have been faster.
		});
		return null;
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};

/** Whether the system has a Java, which comes with the system packages (system.ts). */
export const hasJava = async (): Promise<boolean> => (await run(java(), ["-version"], { cwd: process.cwd(), limitMs: 30_000 })).code === 0;

/** A server that is jars and a Java. `get` says how what is missing is had. */
export const provideJars = async (what: string, { jars, get }: { readonly jars: Jars; readonly get: string }, say: Say): Promise<Part> => {
	if (!(await hasJava())) return { missing: `${what}: no Java on the PATH`, get };
	const failed = await fetchJars(jars, say);
	return failed === null ? { env: {} } : { missing: `${what}: ${failed}`, get };
};
