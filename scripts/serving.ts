import type { Config } from "../backend/config.js";
import { AppError } from "../backend/contract/errors.js";
import { type Backend, compose } from "../backend/main.js";
import { livingServer } from "../backend/server-file.js";
import { ensureBuilt } from "./ensure-built.js";
import { root, version, webRoot } from "./project.js";

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const announce = async (backend: Backend): Promise<string> => {
	const owner = await backend.ownerLink();
	const problem = backend.storeProblem();
	return [
		"Clickstream Console",
		`  Console      ${backend.listening().address}/dashboard`,
		...(owner === null
			? []
			: [`  First owner  ${owner}`, "               (works once, for 48 hours: it makes the account that owns this console)"]),
		`  Data folder  ${backend.dataDir}`,
		...(problem === null ? [] : [`  Store        ${problem}`]),
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

const isConsole = async (address: string): Promise<boolean> => {
	try {
		const reply = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(1000) });
		return reply.ok && "engine" in ((await reply.json()) as object);
	} catch {
		return false;
	}
};

/** What holds the folder or the port, where that is a console of ours, and what can be done. */
const choices = async (error: AppError, { dataDir, host, port }: Config): Promise<string[]> => {
	if (error.details["reason"] === "locked") {
		const holder = await livingServer(dataDir);
		if (holder === null) return [];
		const where = holder.address === null ? "" : ` at ${holder.address}/dashboard`;
		return [`  It is open in Clickstream Console${where} (process ${holder.pid}): use that one, or close it.`];
	}
	if (error.code !== "conflict") return [];
	const address = `http://${host}:${port}`;
	return [
		...((await isConsole(address)) ? [`  Another Clickstream Console answers there: ${address}/dashboard`] : []),
		`  To use another port:  PORT=${port + 1} npm run serve`,
	];
};

/** A failed start says what can be done, besides what went wrong. */
const start = async (config: Config, restart: () => void): Promise<Backend> => {
	try {
		return await compose(config, { listen: "must", webRoot, version, restart });
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		throw new AppError(error.code, [error.message, ...(await choices(error, config))].join("\n"), error.details);
	}
};

/** Serves until a signal comes or the console asks for a restart, then drains; what came. The port that was found is kept. */
const serveOnce = async (config: Config, stop: Promise<string>): Promise<{ readonly why: string; readonly port: number }> => {
	let restart = (): void => undefined;
	const asked = new Promise<string>((resolve) => {
		restart = () => resolve("restart");
	});
	const backend = await start(config, () => restart());
	process.stdout.write(await announce(backend));
	const { address } = backend.listening();
	const why = await Promise.race([stop, asked]);
	say(why === "restart" ? "Restarting …" : "Closing …");
	await backend.close();
	return { why, port: address === null ? config.port : Number(new URL(address).port) };
};

/** Serves until a signal comes, then drains. Rejects when a start fails. */
export const serve = async (config: Config): Promise<void> => {
	await ensureBuilt(root, say);
	const stop = askedToStop();
	for (let next = config; ; ) {
		const { why, port } = await serveOnce(next, stop);
		if (why !== "restart") return;
		next = { ...config, port };
	}
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
