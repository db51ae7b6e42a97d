import { spawn } from "node:child_process";

export interface Ran {
	/** Exit code; 124 when the time was up, 127 when the program could not be started. */
	readonly code: number;
	/** stdout and stderr as they came. */
	readonly output: string;
}

export interface RunOptions {
	readonly cwd: string;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly limitMs: number;
	/** Gets each line as it comes. */
	readonly onLine?: (line: string) => void;
}

const byLine = (onLine: (line: string) => void): { take: (text: string) => void; end: () => void } => {
	let rest = "";
	const take = (text: string): void => {
		const lines = (rest + text).split("\n");
		rest = lines.pop() ?? "";
		lines.forEach(onLine);
	};
	return { take, end: () => rest !== "" && onLine(rest) };
};

/** Each program leads its own process group, so that what it started ends with it. */
const running = new Set<number>();

const endGroup = (pid: number): void => {
	try {
		process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
	}
};

process.once("exit", () => running.forEach(endGroup));

/** Runs a program to its end without stdin. Never rejects: what went wrong is in code and output. */
export const run = (program: string, args: readonly string[], options: RunOptions): Promise<Ran> =>
	new Promise((resolve) => {
		const child = spawn(program, args, {
			cwd: options.cwd,
			env: { ...process.env, ...options.env },
			stdio: ["ignore", "pipe", "pipe"],
			detached: process.platform !== "win32",
		});
		let output = "";
		const lines = byLine(options.onLine ?? (() => undefined));
		const take = (chunk: string): void => {
			output += chunk;
			lines.take(chunk);
		};
		let late = false;
		const timer = setTimeout(() => {
			late = true;
			take(`\nEnded after ${options.limitMs / 1000} s: ${program} ${args.join(" ")} took longer than it may.\n`);
			if (child.pid !== undefined) endGroup(child.pid);
		}, options.limitMs);
		if (child.pid !== undefined) running.add(child.pid);
		const finish = (code: number): void => {
			clearTimeout(timer);
			if (child.pid !== undefined) running.delete(child.pid);
			lines.end();
			resolve({ code, output });
		};
		child.stdout.setEncoding("utf8").on("data", take);
		child.stderr.setEncoding("utf8").on("data", take);
		child.once("error", (error) => {
			output += error.message;
			finish(127);
		});
		child.once("close", (code) => finish(late ? 124 : (code ?? 1)));
	});
