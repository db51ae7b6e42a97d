import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Child {
	readonly address: string;
	readonly token: string;
	/** SIGKILL: the process gets no chance to write anything more. */
	kill(): Promise<void>;
}

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

/** Starts a server on the data folder; resolves when it listens. */
export const startChild = async (dataDir: string): Promise<Child> => {
	const child = fork(script, [], {
		execArgv: ["--import", "tsx", "--import", register],
		env: { PATH: process.env["PATH"], DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error" },
		stdio: ["ignore", "ignore", "pipe", "ipc"],
	});
	const address = await addressOf(child);
	const { token } = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8")) as { token: string };
	return {
		address,
		token,
		kill: async () => {
			const gone = once(child, "exit");
			child.kill("SIGKILL");
			await gone;
		},
	};
};
