import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Five minutes: about 110 MB over a slow line, once. */
const downloadLimitMs = 300_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Null when a window can open, else why not. */
export const noDisplay = (platform: NodeJS.Platform, env: Environment): string | null =>
	platform === "linux" && !env["DISPLAY"] && !env["WAYLAND_DISPLAY"]
		? "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)"
		: null;

const existing = (path: string | undefined): string | null => (path !== undefined && existsSync(path) ? path : null);

const named = (env: Environment): string | null => {
	const folder = env["ELECTRON_OVERRIDE_DIST_PATH"];
	const program = process.platform === "win32" ? "electron.exe" : "electron";
	return existing(env["ELECTRON_EXEC_PATH"]) ?? existing(folder === undefined ? undefined : join(folder, program));
};

/** The binary that the electron package has fetched before. */
const installed = async (root: string): Promise<string | null> => {
	const folder = join(root, "node_modules", "electron");
	const program = await readFile(join(folder, "path.txt"), "utf8").catch(() => null);
	return program === null ? null : existing(join(folder, "dist", program));
};

/** Runs the package's own installer. What it says stays back unless it fails: then its last line is the reason. */
const download = (root: string): Promise<string | null> =>
	new Promise((resolve) => {
		const installer = join(root, "node_modules", "electron", "install.js");
		const child = spawn(process.execPath, [installer], { cwd: root, stdio: ["ignore", "ignore", "pipe"], timeout: downloadLimitMs });
		let said = "";
		child.stderr.on("data", (chunk: Buffer) => {
			said += chunk.toString();
		});
		child.once("error", (error) => resolve(error.message));
		child.once("close", (code, signal) => {
			const reason = said.split("\n").find((line) => /error/i.test(line)) ?? "no reason given";
			const took = `its download took longer than ${downloadLimitMs / 60_000} minutes`;
			resolve(code === 0 ? null : signal ? took : `its download failed (${reason.replace(/^\w*Error:\s*/, "").trim()})`);
		});
	});

export type Found = { readonly path: string } | { readonly missing: string };

/** Electron's binary: the one the environment names, the one fetched before, or one fetched now. */
export const findElectron = async (root: string, env: Environment, say: (line: string) => void): Promise<Found> => {
	const present = named(env) ?? (await installed(root));
	if (present !== null) return { path: present };
	if (!existsSync(join(root, "node_modules", "electron", "install.js"))) return { missing: "the electron package is not installed" };
	say("Getting Electron's binary (about 110 MB, once) …");
	const failed = await download(root);
	const path = await installed(root);
	return path === null ? { missing: `Electron's binary cannot be had: ${failed ?? "it is not where it should be"}` } : { path };
};

/** Chromium refuses its sandbox to root on Linux. */
export const isRoot = (): boolean => process.platform === "linux" && process.getuid?.() === 0;
