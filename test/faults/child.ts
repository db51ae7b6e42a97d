import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConsumerStatus } from "../../backend/contract/stream.js";

export interface Child {
	readonly address: string;
	readonly token: string;
	/** What it wrote to its log, as far as it came in. */
	said(): string;
	/** SIGKILL: the process gets no chance to write anything more. */
	kill(): Promise<void>;
}

export interface ConsumerChild {
	/** The newest that it told; null before. */
	status(): ConsumerStatus | null;
	kill(): Promise<void>;
}

const consumerScript = fileURLToPath(new URL("./consumer.ts", import.meta.url));
const script = fileURLToPath(new URL("./server.ts", import.meta.url));
const register = new URL("../../scripts/register.mjs", import.meta.url).href;

const addressOf = (child: ChildProcess): Promise<string> =>
	new Promise((resolve, reject) => {
		let complaints = "";
		child.stderr?.on("data", (text: Buffer) => {
			complaints += text.toString();
		});
		child.once("message", (message) => resolve((message as { address: string }).address));
		child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it listened: ${complaints.slice(-2_000)}`)));
	});

/** Idempotent. */
const killed = async (child: ChildProcess): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, "exit");
	child.kill("SIGKILL");
	await gone;
};

/** Starts a server on the data folder, with more variables of the environment where some are given; resolves when it listens. */
export const startChild = async (dataDir: string, more: Readonly<Record<string, string>> = {}): Promise<Child> => {
	const child = fork(script, [], {
		execArgv: ["--import", "tsx", "--import", register],
		env: { PATH: process.env["PATH"], DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error", ...more },
		stdio: ["ignore", "ignore", "pipe", "ipc"],
	});
	let said = "";
	child.stderr?.on("data", (text: Buffer) => {
		said += text.toString();
	});
	const address = await addressOf(child);
	const { token } = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8")) as { token: string };
	return {
		address,
		token,
		said: () => said,
		kill: () => killed(child),
	};
};

export interface TopicOf {
	readonly brokers: string;
	readonly topic: string;
	readonly group: string;
	/** After so much silence it is taken for dead, ms. */
	readonly sessionMs?: number;
}

/** A consumer of the topic, as a process of its own beside a server. */
export const startConsumer = async (
	{ address, token }: Child,
	{ brokers, topic, group, sessionMs = 15_000 }: TopicOf,
): Promise<ConsumerChild> => {
	const child = fork(consumerScript, [address, token, brokers, topic, group, String(sessionMs)], {
		execArgv: ["--import", "tsx", "--import", register],
		env: { PATH: process.env["PATH"] },
		stdio: ["ignore", "ignore", "inherit", "ipc"],
	});
	let status: ConsumerStatus | null = null;
	child.on("message", (message) => {
		if (typeof message === "object" && "state" in message) status = message as ConsumerStatus;
	});
	await once(child, "message");
	return {
		status: () => status,
		kill: () => killed(child),
	};
};
