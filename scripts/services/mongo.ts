import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { mongoCommand } from "./mongo-engine.js";

export interface Mongo {
	readonly uri: string;
	readonly port: number;
	/** Ends it in order. */
	stop(): Promise<void>;
	/** SIGKILL: it gets no chance to write anything more. */
	kill(): Promise<void>;
}

const startLimitMs = 60_000;

const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, "close");
	return port;
};

const isReady = (child: ChildProcess, ready: RegExp): Promise<void> =>
	new Promise((resolve, reject) => {
		let said = "";
		const take = (text: Buffer): void => {
			said = (said + text.toString()).slice(-8_000);
			if (ready.test(said)) settle(resolve);
		};
		const settle = (end: () => void): void => {
			clearTimeout(late);
			end();
		};
		const late = setTimeout(
			() => reject(new Error(`The MongoDB engine did not answer in ${startLimitMs / 1000} s: ${said}`)),
			startLimitMs,
		);
		child.stdout?.on("data", take);
		child.stderr?.on("data", take);
		child.once("error", (error) => settle(() => reject(error)));
		child.once("exit", (code) => settle(() => reject(new Error(`The MongoDB engine ended with ${code} before it answered: ${said}`))));
	});

/** Starts a real MongoDB engine over TCP, on this computer alone, with its data in `folder`. Rejects where `npm test` has not provided one. */
export const startMongo = async (folder: string, port?: number): Promise<Mongo> => {
	await mkdir(folder, { recursive: true });
	const own = port ?? (await freePort());
	const command = mongoCommand(folder, own);
	if (command === null) throw new Error("There is no MongoDB engine for the tests. `npm test` gets it, or says what is missing.");
	const child = spawn(command.program, [...command.args], { stdio: ["pipe", "pipe", "pipe"] });
	const end = (): boolean => child.kill("SIGKILL");
	process.once("exit", end);
	await isReady(child, command.ready);
	const gone = async (signal: NodeJS.Signals): Promise<void> => {
		process.off("exit", end);
		if (child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, "exit");
		child.kill(signal);
		await ended;
	};
	return { uri: `mongodb://127.0.0.1:${own}`, port: own, stop: () => gone("SIGTERM"), kill: () => gone("SIGKILL") };
};
