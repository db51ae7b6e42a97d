import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export interface ProgramCommand {
	/** For people: what did not start. */
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	/** Found in what it writes once it answers. */
	readonly ready: RegExp;
	readonly limitMs: number;
}

export interface Program {
	/** Ends it in order. */
	stop(): Promise<void>;
	/** SIGKILL: it gets no chance to write anything more. */
	kill(): Promise<void>;
}

/** A port of this computer that nobody listens on just now. */
export const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	server.close();
	await once(server, "close");
	return port;
};

const isReady = (child: ChildProcess, { name, ready, limitMs }: ProgramCommand): Promise<void> =>
	new Promise((resolve, reject) => {
		let said = "";
		let told = false;
		const settle = (end: () => void): void => {
			clearTimeout(late);
			told = true;
			end();
		};
		const take = (text: Buffer): void => {
			if (told) return;
			said = (said + text.toString()).slice(-8_000);
			if (ready.test(said)) settle(resolve);
		};
		const late = setTimeout(() => reject(new Error(`${name} did not answer in ${limitMs / 1000} s: ${said}`)), limitMs);
		child.stdout?.on("data", take);
		child.stderr?.on("data", take);
		child.once("error", (error) => settle(() => reject(error)));
		child.once("exit", (code) => settle(() => reject(new Error(`${name} ended with ${code} before it answered: ${said}`))));
	});

/** Starts a server of the tests and resolves when it answers. It ends with this process, whatever that ends of. */
export const startProgram = async (command: ProgramCommand): Promise<Program> => {
	const child = spawn(command.program, [...command.args], { stdio: ["pipe", "pipe", "pipe"] });
	const end = (): boolean => child.kill("SIGKILL");
	process.once("exit", end);
	const gone = async (signal: NodeJS.Signals): Promise<void> => {
		process.off("exit", end);
		if (child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, "exit");
		child.kill(signal);
		await ended;
	};
	try {
		await isReady(child, command);
	} catch (error) {
		await gone("SIGKILL");
		throw error;
	}
	return { stop: () => gone("SIGTERM"), kill: () => gone("SIGKILL") };
};
