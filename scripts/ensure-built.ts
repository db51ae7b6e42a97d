import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { build } from "./build-all.js";

/** What a build leaves; all of it or nothing. */
const products = [
	"out/main/main.js",
	"out/preload/preload.cjs",
	"out/renderer/console/index.html",
	"out/renderer/static/analytics.js",
	"out/renderer/static/analytics.mjs",
	"out/renderer/static/shop/index.html",
];
/** Where it is not, as in a container, nothing can be built: what is there is taken as it is. */
const buildConfig = "electron.vite.config.ts";
const isPage = (path: string): boolean => path.startsWith("out/renderer/");
const sources = ["electron", "renderer", "backend", "package-lock.json", buildConfig, "frame-plugin.ts", "sql-plugin.ts"];

/** Epoch ms of the newest file or folder below `path`; a deleted file shows in its folder. 0 when there is none. */
const newest = async (path: string): Promise<number> => {
	const found = await stat(path).catch(() => null);
	if (!found) return 0;
	if (!found.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : found.mtimeMs;
	const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
	return Math.max(found.mtimeMs, ...inside);
};

/** Epoch ms of the oldest product; 0 when one is missing. */
const oldestProduct = async (root: string, wanted: readonly string[]): Promise<number> => {
	const times = await Promise.all(
		wanted.map((path) =>
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
		oldestProduct(root, products),
		Promise.all(sources.map((path) => newest(join(root, path)))).then((times) => Math.max(...times)),
	]);
	return built > changed;
};

/** Builds window, preload, console, tracker and demo shop when they are missing or older than their sources. */
export const ensureBuilt = async (root: string, say: (line: string) => void): Promise<void> => {
	if (!existsSync(join(root, buildConfig)) && (await oldestProduct(root, products.filter(isPage))) > 0) return;
	if (await isBuilt(root)) return;
	say("Building the console (once, and after changes) …");
	await build(root);
};
