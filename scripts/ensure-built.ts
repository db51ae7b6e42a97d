import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** What `electron-vite build` leaves; all three or nothing. */
const products = ["out/main/main.js", "out/preload/preload.cjs", "out/renderer/console/index.html"];
const sources = ["electron", "renderer", "backend", "package-lock.json", "electron.vite.config.ts", "sql-plugin.ts"];

/** Epoch ms of the newest file or folder below `path`; a deleted file shows in its folder. 0 when there is none. */
const newest = async (path: string): Promise<number> => {
	const found = await stat(path).catch(() => null);
	if (!found) return 0;
	if (!found.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : found.mtimeMs;
	const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
	return Math.max(found.mtimeMs, ...inside);
};

/** Epoch ms of the oldest product; 0 when one is missing. */
const oldestProduct = async (root: string): Promise<number> => {
	const times = await Promise.all(
		products.map((path) =>
			stat(join(root, path)).then(
				(found) => found.mtimeMs,
				() => 0,
			),
		),
	);
	return Math.min(...times);
};

export const isBuilt = async (root: string): Promise<boolean> => {
	const [built, changed] = await Promise.all([
		oldestProduct(root),
		Promise.all(sources.map((path) => newest(join(root, path)))).then((times) => Math.max(...times)),
	]);
	return built > changed;
};

/** All that the build says goes to stderr: stdout belongs to the command that asked for it. */
const build = (root: string): Promise<void> =>
	new Promise((resolve, reject) => {
		const tool = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
		const child = spawn(process.execPath, [tool, "build", "--logLevel", "warn"], { cwd: root, stdio: ["ignore", 2, 2] });
		child.once("error", reject);
		child.once("exit", (code) =>
			code === 0
				? resolve()
				: reject(new Error("The console was not built; the lines above say why. Mend that, then run the command again.")),
		);
	});

/** Builds window, preload and console when they are missing or older than their sources. */
export const ensureBuilt = async (root: string, say: (line: string) => void): Promise<void> => {
	if (await isBuilt(root)) return;
	say("Building the console (once, and after changes) …");
	await build(root);
};
