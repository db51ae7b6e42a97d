import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { isRoot } from "../../scripts/electron-binary.js";
import { root } from "../../scripts/project.js";
import { environment, started } from "./processes.js";

const node = ["--import", "tsx", "--import", "./scripts/register.mjs"];

export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Running {
	readonly child: ChildProcess;
	/** All that came on stdout so far. */
	said(): string;
	readonly ended: Promise<Ended>;
}

/** Runs one of scripts/ as its npm command does. */
export const runScript = (
	name: string,
	args: readonly string[],
	options: { readonly dataDir: string; readonly env?: Readonly<Record<string, string>> },
): Running => {
	const child = spawn(process.execPath, [...node, `scripts/${name}.ts`, ...args], {
		cwd: root,
		env: environment(options.dataDir, options.env),
		stdio: ["ignore", "pipe", "pipe"],
	});
	started(child);
	const heard = { stdout: "", stderr: "" };
	for (const stream of ["stdout", "stderr"] as const) {
		child[stream].setEncoding("utf8").on("data", (text: string) => {
			heard[stream] += text;
		});
	}
	const ended = new Promise<Ended>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) => resolve({ code, ...heard }));
	});
	return { child, said: () => heard.stdout, ended };
};

/** Polls until `look` finds something; fails with `what` after 60 s. */
export const until = async <T>(look: () => T | null | Promise<T | null>, what: string): Promise<T> => {
	const deadline = Date.now() + 60_000;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== null) return found;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`${what} did not happen within 60 s.`);
};

export interface Server {
	readonly address: string;
	/** The one-time link for the first owner, as printed; null when there is an owner. */
	readonly ownerLink: string | null;
	stop(): Promise<Ended>;
}

/** `npm run serve` on any free port, ready. */
export const serve = async (dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Server> => {
	const running = runScript("serve", [], { dataDir, env });
	const early = running.ended.then(({ code, stderr }) => {
		throw new Error(`The server ended with ${code} before it was ready: ${stderr}`);
	});
	const address = await Promise.race([early, until(() => /Console +(http\S+)\/dashboard/.exec(running.said())?.[1] ?? null, "Serving")]);
	early.catch(() => undefined);
	return {
		address,
		ownerLink: /First owner +(http\S+)/.exec(running.said())?.[1] ?? null,
		stop: () => {
			running.child.kill("SIGTERM");
			return running.ended;
		},
	};
};

export const serverFile = async (dataDir: string): Promise<{ address: string | null; token: string; pid: number } | null> =>
	readFile(join(dataDir, "server.json"), "utf8").then(
		(text) => JSON.parse(text) as { address: string | null; token: string; pid: number },
		() => null,
	);

/** The system's Chromium, or Playwright's own. */
export const openBrowser = (): Promise<Browser> => {
	const path = process.env["CHROMIUM_PATH"];
	return chromium.launch({ ...(path === undefined ? {} : { executablePath: path }), args: isRoot() ? ["--no-sandbox"] : [] });
};
