import { spawn } from "node:child_process";
import { constants } from "node:os";
import { readConfig } from "../backend/config.js";
import { findElectron, isRoot, noDisplay } from "./electron-binary.js";
import { ensureBuilt } from "./ensure-built.js";
import { root } from "./project.js";
import { exitWith, serve } from "./serving.js";

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Resolves with the window's exit code once it is closed. Ctrl+C reaches the window too, which drains and ends. */
const runWindow = (binary: string, args: readonly string[]): Promise<number> =>
	new Promise((resolve, reject) => {
		const child = spawn(binary, [root, ...args], { stdio: "inherit" });
		for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
		child.once("error", reject);
		child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]));
	});

const openWindow = async (binary: string): Promise<void> => {
	await ensureBuilt(root, say);
	if (isRoot()) say("Running as root: Electron starts without its sandbox (--no-sandbox). Start as an ordinary user to have it.");
	process.exitCode = await runWindow(binary, [...(isRoot() ? ["--no-sandbox"] : []), ...process.argv.slice(2)]);
};

const serveInstead = async (why: string): Promise<void> => {
	say(`No window: ${why}. The same console is served for a browser instead.`);
	await serve(readConfig());
};

await exitWith(async () => {
	const hidden = noDisplay(process.platform, process.env);
	if (hidden !== null) return serveInstead(hidden);
	const found = await findElectron(root, process.env, say);
	return "path" in found ? openWindow(found.path) : serveInstead(found.missing);
});
