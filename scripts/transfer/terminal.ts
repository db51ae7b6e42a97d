import { setTimeout as sleep } from "node:timers/promises";
import { Presets, SingleBar } from "cli-progress";
import { AppError } from "../../backend/contract/errors.js";

/** Where the command was typed: npm itself changes to the project's folder. */
export const startFolder = (): string => process.env["INIT_CWD"] ?? process.cwd();

export const say = (text: string): void => {
	process.stderr.write(`${text}\n`);
};

export const print = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

/** One Ctrl-C comes twice where npm runs the command: from the terminal, and passed on by npm. Further apart they are two. */
const oneKeypress = 300;

/**
 * Runs a command to its exit code: 0 done, 1 failed or cancelled, 2 for what the caller has to change. The first Ctrl-C stops
 * the work and lets it end cleanly; the second ends the process.
 */
export const finish = async (work: (signal: AbortSignal) => Promise<number>): Promise<void> => {
	const stop = new AbortController();
	let pressedAt = 0;
	const interrupted = (): void => {
		const at = performance.now();
		if (stop.signal.aborted && at - pressedAt < oneKeypress) return;
		if (stop.signal.aborted) process.exit(130);
		pressedAt = at;
		say("Stopping. Press Ctrl-C again to end at once.");
		stop.abort();
	};
	process.on("SIGINT", interrupted).on("SIGTERM", interrupted);
	try {
		process.exitCode = await work(stop.signal);
	} catch (cause) {
		say(stop.signal.aborted ? "Stopped, as asked. Run the command again to go on." : messageOf(cause));
		process.exitCode = cause instanceof AppError && callersFault.has(cause.code) ? 2 : 1;
	} finally {
		// What npm passes on would be the death of a process that does not listen any more.
		if (stop.signal.aborted) await sleep(Math.max(0, pressedAt + oneKeypress - performance.now()));
		process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
	}
};

const callersFault: ReadonlySet<string> = new Set(["bad_request", "invalid", "unsupported", "not_found", "conflict", "forbidden"]);

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

export interface Bar {
	update(done: number, total: number, text: string): void;
	stop(): void;
}

/** A bar on stderr where somebody looks at it; nothing in a pipe or a log. */
export const openBar = (): Bar => {
	if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
	const bar = new SingleBar(
		{ format: "{bar} {percentage} % · {text}", stream: process.stderr, hideCursor: true, clearOnComplete: true },
		Presets.shades_classic,
	);
	let started = false;
	return {
		update: (done, total, text) => {
			if (!started) bar.start(total, done, { text });
			started = true;
			bar.setTotal(total);
			bar.update(done, { text });
		},
		stop: () => bar.stop(),
	};
};
