import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDataFolder } from "./data-folder.js";

let folder: string;
let umask: number;
beforeEach(async () => {
	umask = process.umask();
	folder = await mkdtemp(join(tmpdir(), "data-folder-"));
});
afterEach(async () => {
	process.umask(umask);
	await rm(folder, { recursive: true, force: true });
});

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
const unusable = (path: string) => ({ code: "store_unavailable", details: { reason: "unwritable", path } });

describe.skipIf(process.platform === "win32")("the data folder", () => {
	it("is its user's alone, with all folders above it that were missing and all files made in it", async () => {
		const path = join(folder, "a", "b");
		await openDataFolder(path, []);
		await writeFile(join(path, "file"), "x");
		expect(await Promise.all([join(folder, "a"), path, join(path, "file")].map(modeOf))).toEqual(["700", "700", "600"]);
	});

	it("keeps its mode when it was there, and closes the named files to others", async () => {
		await mkdir(join(folder, "kept"));
		await chmod(join(folder, "kept"), 0o755);
		await writeFile(join(folder, "kept", "store"), "x", { mode: 0o644 });
		await openDataFolder(join(folder, "kept"), ["store", "store.wal"]);
		expect(await Promise.all([join(folder, "kept"), join(folder, "kept", "store")].map(modeOf))).toEqual(["755", "600"]);
	});

	it("is refused where a file stands in its way", async () => {
		await writeFile(join(folder, "file"), "x");
		const path = join(folder, "file", "data");
		await expect(openDataFolder(path, [])).rejects.toMatchObject(unusable(path));
		await expect(openDataFolder(join(folder, "file"), [])).rejects.toMatchObject(unusable(join(folder, "file")));
	});

	it.runIf(process.platform === "linux")("under /proc ends at once with what to do", async () => {
		const path = "/proc/nothing/here";
		await expect(openDataFolder(path, [])).rejects.toMatchObject({ ...unusable(path), message: /choose another with DATA_DIR/ });
	});
});
