import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { readConfig } from "../backend/config.js";
import { compose } from "../backend/main.js";
import { findElectron, isRoot, noDisplay } from "./electron-binary.js";
import { root, version } from "./project.js";
import { exitWith } from "./serving.js";

const rendererPort = 5173;
const say = (line: string): boolean => process.stderr.write(`${line}\n`);

const tool = (path: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess =>
	spawn(process.execPath, [join(root, "node_modules", path), ...args], { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });

const ended = (child: ChildProcess): Promise<void> =>
	new Promise((resolve, reject) => {
		for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
		child.once("error", reject);
		child.once("exit", () => resolve());
	});

/** A window that reloads: the page at once, main and preload by a restart. */
const withWindow = (binary: string): Promise<void> =>
	ended(
		tool(
			"electron-vite/bin/electron-vite.js",
			["dev", "--watch", ...(isRoot() ? ["--noSandbox"] : []), "--", `--renderer=http://localhost:${rendererPort}`],
			{ ELECTRON_EXEC_PATH: binary },
		),
	);

/** The same page in a browser, in front of a backend of its own. */
const withBrowser = async (why: string): Promise<void> => {
	say(`No window: ${why}. The console is served for a browser, and reloads there.`);
	const backend = await compose(readConfig(), { listen: "must", version });
	const owner = await backend.ownerLink();
	const { address } = backend.listening();
	say(`  Console      http://localhost:${rendererPort}/dashboard/`);
	if (owner !== null) say(`  First owner  ${owner.replace(address ?? "", `http://localhost:${rendererPort}`)}`);
	await ended(tool("vite/bin/vite.js", ["--config", "scripts/dev.vite.config.ts"], { BACKEND: address ?? "" }));
	await backend.close();
};

await exitWith(async () => {
	const why = noDisplay(process.platform, process.env);
	const found = why === null ? await findElectron(root, process.env, say) : { missing: why };
	await ("path" in found ? withWindow(found.path) : withBrowser(found.missing));
});
