import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../../backend/config.js";
import { composeSecrets } from "../../scripts/packing/compose-env-file.js";
import { read, root } from "../directions/tree.js";
import { variables } from "./variables.js";

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));

const commands = z.union([z.string(), z.array(z.string())]);
const service = z.looseObject({
	build: z
		.union([z.string(), z.object({ context: z.string(), dockerfile: z.string(), additional_contexts: z.record(z.string(), z.string()) })])
		.optional(),
	image: z.string(),
	profiles: z.array(z.string()).default([]),
	command: commands.optional(),
	environment: z.record(z.string(), z.string()).default({}),
	ports: z.array(z.string()).default([]),
	volumes: z.array(z.string()).default([]),
	restart: z.string().optional(),
	read_only: z.boolean().optional(),
	user: z.string().optional(),
	cap_drop: z.array(z.string()).optional(),
	security_opt: z.array(z.string()).default([]),
	depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
	healthcheck: z.looseObject({ test: commands.optional() }).optional(),
});
const composeText = read("docker-compose.yml");
const compose = z
	.looseObject({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
	.parse(parse(composeText, { merge: true }));
const services = Object.entries(compose.services);
const ours = services.filter(
	([, { image, command }]) => image.startsWith("clickstream-console") || [command].flat().includes("./scripts/register.mjs"),
);

/** Instructions of a Dockerfile, lines that go on joined. */
const instructions = (text: string): readonly (readonly [name: string, rest: string])[] =>
	text
		.replace(/\\\n\s*/g, " ")
		.split("\n")
		.filter((line) => line.trim() !== "" && !line.startsWith("#"))
		.map((line) => {
			const [name = "", ...rest] = line.trim().split(" ");
			return [name, rest.join(" ")] as const;
		});

const dockerfile = instructions(read("Dockerfile"));
const stages = dockerfile.flatMap(([name], index) => (name === "FROM" ? [index] : []));
const last = dockerfile.slice(stages.at(-1));
const of = (wanted: string, among = dockerfile): string[] => among.filter(([name]) => name === wanted).map(([, rest]) => rest);

describe("Dockerfile", () => {
	it("pins the image that each stage begins with", () => {
		expect(stages.length).toBeGreaterThan(1);
		for (const from of of("FROM")) expect(from).toMatch(/^[\w./-]+:\d+\.\d+\.\d+[\w.-]*( AS \w+)?$/);
	});

	it("uses what Node this product needs", () => {
		const { engines } = z.object({ engines: z.object({ node: z.string() }) }).parse(JSON.parse(read("package.json")));
		const needed = Number(/\d+/.exec(engines.node)?.[0]);
		for (const from of of("FROM")) expect(Number(/node:(\d+)/.exec(from)?.[1])).toBeGreaterThanOrEqual(needed);
	});

	it("ends as a user without rights, with an absolute folder and commands as lists", () => {
		expect(of("USER", last)).toEqual(["node"]);
		for (const folder of of("WORKDIR")) expect(folder).toMatch(/^\//);
		for (const command of [...of("CMD"), ...of("ENTRYPOINT")]) expect(Array.isArray(JSON.parse(command))).toBe(true);
		expect(last.findIndex(([name]) => name === "USER")).toBeLessThan(last.findIndex(([name]) => name === "CMD"));
	});

	it("neither fetches by ADD nor runs sudo, nor leaves a cache of npm or apt", () => {
		expect(of("ADD")).toEqual([]);
		for (const command of of("RUN")) {
			expect(command).not.toMatch(/\bsudo\b|\bcurl\b|\bwget\b/);
			if (command.includes("apt-get install")) expect(command).toMatch(/--no-install-recommends.*rm -rf \/var\/lib\/apt\/lists/);
		}
	});

	it("copies what is there", () => {
		const copied = of("COPY").flatMap((rest) =>
			rest
				.split(" ")
				.filter((part) => !part.startsWith("--"))
				.slice(0, -1),
		);
		const sources = copied.map((path) => path.replace(/^\/app\//, "")).filter((path) => !/^(?:\.|node_modules|out\/)/.test(path));
		expect(sources.length).toBeGreaterThan(4);
		expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});

	it("starts what `npm run serve` starts", () => {
		expect((JSON.parse(of("CMD", last)[0] ?? "[]") as string[]).join(" ")).toBe(scripts["serve"]);
	});

	it("sets only variables that the product reads, and asks /healthz for its health", () => {
		const set = of("ENV", last)
			.flatMap((rest) => rest.split(" "))
			.map((pair) => pair.split("=")[0] ?? "");
		expect(set.filter((name) => name !== "NODE_ENV" && !variables().includes(name))).toEqual([]);
		expect(of("HEALTHCHECK", last)[0]).toContain("/healthz");
	});
});

describe("streaming/spark/Dockerfile", () => {
	const spark = instructions(read("streaming/spark/Dockerfile"));
	const requirements = read("scripts/services/spark-requirements.txt");

	it("stands on the console's image, under the name that docker-compose.yml gives it", () => {
		expect(of("FROM", spark)).toEqual(["console"]);
		const built = services.flatMap(([, { build }]) => (typeof build === "object" ? [build] : []));
		expect(built.length).toBeGreaterThan(0);
		for (const { dockerfile: file, additional_contexts } of built) {
			expect(file).toBe("streaming/spark/Dockerfile");
			expect(additional_contexts).toEqual({ console: "service:app" });
		}
		expect(compose.services["app"]?.build).toBe(".");
	});

	it("installs what the tests run, by its content, and leaves no cache", () => {
		const runs = of("RUN", spark);
		expect(runs.join("\n")).toContain("--no-cache-dir --quiet --no-deps --require-hashes -r /app/scripts/services/spark-requirements.txt");
		expect(runs[0]).toMatch(/--no-install-recommends.*rm -rf \/var\/lib\/apt\/lists/);
		for (const name of ["pyspark==4.2.0", "pymongo=="]) expect(requirements).toContain(name);
	});

	it("ends as a user without rights", () => expect(of("USER", spark).at(-1)).toBe("node"));

	it("sets only variables that the product reads", () => {
		const set = of("ENV", spark).map((pair) => pair.split("=")[0] ?? "");
		expect(set.filter((name) => !variables().includes(name))).toEqual([]);
	});
});

describe("docker-compose.yml", () => {
	it("runs Spark's parts from where pyspark has them, and its job in a folder that the worker has too", () => {
		const { "spark-master": master, "spark-worker": worker, "spark-stream": job } = compose.services;
		for (const one of [master, worker]) expect([one?.command].flat()[0]).toBe("/opt/pyspark/bin/spark-class");
		expect([worker?.command].flat().at(-1)).toBe(job?.environment["SPARK_MASTER"]);
		expect(job?.environment["SPARK_DATA"]).toBe("/shared");
		for (const one of [worker, job]) expect(one?.volumes).toContain("spark-shared:/shared");
		for (const one of [master, worker, job]) expect(one?.profiles).toEqual(["spark"]);
	});

	it("runs commands that package.json has, with variables that the product reads", () => {
		expect(ours.length).toBeGreaterThan(0);
		for (const [name, { environment, command }] of ours) {
			expect(
				Object.keys(environment).filter((variable) => !variables().includes(variable)),
				name,
			).toEqual([]);
			if (command === undefined) continue;
			expect(Object.values(scripts), name).toContain([command].flat().join(" "));
		}
	});

	it("gives our parts values that they take", () => {
		for (const [name, { environment }] of ours) {
			const filled = Object.entries(environment).map(([variable, value]) => [
				variable,
				value.replace(/\$\{\w+:-([^}]*)\}/g, "$1").replace(/\$\{\w+:\?[^}]*\}/g, "a-secret-of-chance"),
			]);
			expect(() => readConfig(Object.fromEntries(filled) as NodeJS.ProcessEnv), name).not.toThrow();
		}
	});

	it("has no password in it, and asks only for what compose:env makes", () => {
		const asked = [...composeText.matchAll(/\$\{(\w+)(:[?-])?/g)].map(([, name = "", how]) => ({ name, how }));
		const needed = asked.filter(({ how }) => how === ":?").map(({ name }) => name);
		expect([...new Set(needed)].sort()).toEqual([...composeSecrets].sort());
		expect(asked.filter(({ how }) => how === undefined)).toEqual([]);
		for (const { name } of asked.filter(({ how }) => how === ":-")) expect(variables(), name).toContain(name);
		for (const [name, { environment }] of services)
			for (const [key, value] of Object.entries(environment))
				if (/PASS|SECRET|TOKEN|_KEY$/.test(key)) expect(value, `${name} ${key}`).toMatch(/^\$\{\w+:\?/);
	});

	// mongo-express 1.0 reads ME_CONFIG_BASICAUTH and passes ME_CONFIG_BASICAUTH_ENABLED over: it would open to whoever reaches the port.
	it("has mongo-express ask for its password under the name that its version reads", () => {
		const shown = compose.services["mongo-express"];
		expect(shown?.image).toMatch(/^mongo-express:1\.0\./);
		expect(shown?.environment["ME_CONFIG_BASICAUTH"]).toBe("true");
		expect(shown?.environment["ME_CONFIG_BASICAUTH_PASSWORD"]).toMatch(/^\$\{MONGO_EXPRESS_PASSWORD:\?/);
	});

	it("opens ports to this computer alone", () => {
		const ports = services.flatMap(([, { ports: own }]) => own);
		expect(ports).toEqual(expect.arrayContaining(["127.0.0.1:8000:8000", "127.0.0.1:8081:8081"]));
		expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
	});

	it("looks after each service that stays: its health, its rights, its image", () => {
		for (const [name, { healthcheck, restart, image, security_opt, build }] of services) {
			expect(security_opt.includes("no-new-privileges:true") || restart === "no", name).toBe(true);
			if (build === undefined && !image.startsWith("clickstream-console")) expect(image, name).toMatch(/^[\w./-]+:\d+\.\d+\.\d+/);
			if (restart !== "no" && build === undefined) expect(healthcheck ?? image.startsWith("clickstream-console"), name).toBeTruthy();
		}
	});

	it("keeps what is built here on a root that cannot be written to, without any capability", () => {
		for (const [name, { read_only, cap_drop }] of services.filter(([, { image }]) => image.startsWith("clickstream-")))
			expect({ name, read_only, cap_drop }).toEqual({ name, read_only: true, cap_drop: ["ALL"] });
	});

	it("names volumes and services that are there, and waits for healthy ones", () => {
		for (const [name, { volumes, depends_on }] of services) {
			for (const volume of volumes.filter((one) => !one.startsWith(".")))
				expect(Object.keys(compose.volumes), name).toContain(volume.split(":")[0]);
			for (const [other, { condition }] of Object.entries(depends_on)) {
				const waited = compose.services[other];
				expect(waited, `${name} → ${other}`).toBeDefined();
				if (condition === "service_healthy")
					expect(waited?.healthcheck ?? waited?.image.startsWith("clickstream-console"), other).toBeTruthy();
				if (condition === "service_completed_successfully") expect(waited?.restart, other).toBe("no");
			}
		}
	});

	it("makes the topic of three partitions", () => {
		const made = Object.values(compose.services).flatMap(({ command }) => (Array.isArray(command) ? [command.join(" ")] : []));
		expect(made.filter((command) => command.includes("--topic clickstream.events --partitions 3"))).toHaveLength(1);
	});
});

describe("workflows", () => {
	const named = (file: string): string[] => [...read(file).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = ""]) => name);

	it("run only commands that package.json has", () => {
		const files = [".github/workflows/release.yml", ".github/workflows/test.yml"];
		for (const file of files) {
			expect(() => parse(read(file)), file).not.toThrow();
			expect(
				named(file).filter((name) => !(name in scripts)),
				file,
			).toEqual([]);
		}
		expect(named(files[0] ?? "")).toContain("dist");
		expect(read(files[1] ?? "")).toContain(".ci/run");
	});

	it("give each job the least rights and a limit of time", () => {
		const workflow = z.looseObject({
			permissions: z.record(z.string(), z.string()),
			jobs: z.record(z.string(), z.looseObject({ "timeout-minutes": z.int() })),
		});
		for (const file of [".github/workflows/release.yml", ".github/workflows/test.yml"]) {
			const { permissions, jobs } = workflow.parse(parse(read(file)));
			expect(permissions, file).toEqual({ contents: "read" });
			expect(Object.keys(jobs).length).toBeGreaterThan(0);
		}
	});
});
