import type { Config } from "../backend/config.js";
import { AppError } from "../backend/contract/errors.js";
import { type Backend, compose } from "../backend/main.js";
import { ensureBuilt } from "./ensure-built.js";
import { root, version, webRoot } from "./project.js";

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const announce = async (backend: Backend): Promise<string> => {
	const owner = await backend.ownerLink();
	return [
		"Clickstream Console",
		`  Console      ${backend.listening().address}/dashboard`,
		...(owner === null
			? []
			: [`  First owner  ${owner}`, "               (works once, for 48 hours: it makes the account that owns this console)"]),
		`  Data folder  ${backend.dataDir}`,
		"Stop with Ctrl+C.",
		"",
	].join("\n");
};

/** Resolves with the signal that asks the process to end. A second one ends it at once. */
const askedToStop = (): Promise<NodeJS.Signals> =>
	new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve(signal));
	});

/** What a failed start says: the message alone where it was written for people. */
export const explain = (error: unknown): string => {
	if (error instanceof AppError) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Serves until a signal comes, then drains. Rejects when the start fails. */
export const serve = async (config: Config): Promise<void> => {
	await ensureBuilt(root, say);
	const stop = askedToStop();
	const backend = await compose(config, { listen: "must", webRoot, version });
	process.stdout.write(await announce(backend));
	await stop;
	say("Closing …");
	await backend.close();
};

/** Runs a command's whole work; what it throws is told on stderr, with exit code 1. */
export const exitWith = async (work: () => Promise<void>): Promise<void> => {
	try {
		await work();
	} catch (error) {
		say(explain(error));
		process.exitCode = 1;
	}
};
