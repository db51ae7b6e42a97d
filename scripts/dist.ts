import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Command } from "commander";
import { distFolder, makeInstallers, packFolder } from "./packing/pack.js";
import { makeWindowsInstaller, packForWindows } from "./packing/windows.js";
import { root } from "./project.js";
import { exitWith } from "./serving.js";

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const sizeOf = async (path: string): Promise<number> => {
	const found = await stat(path);
	if (!found.isDirectory()) return found.size;
	const inside = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
	return inside.reduce((sum, size) => sum + size, 0);
};

const installers = /\.(?:AppImage|deb|rpm|tar\.gz|dmg|zip|exe)$/;

const { dir, strict, windows } = new Command("dist")
	.description("Build the program and its installers for this platform, into dist/")
	.option("--windows", "for Windows on x64 instead, from another system: its folder and, with makensis, its installer", false)
	.option("--dir", "only the folder that runs, no installer", false)
	.option("--strict", "fail when one of the platform's installers cannot be made here", false)
	.parse()
	.opts<{ dir: boolean; strict: boolean; windows: boolean }>();

interface Made {
	readonly folder: string;
	/** Installers that could not be made here, each with why. */
	readonly missing: readonly string[];
}

const ofThisSystem = async (): Promise<Made> => {
	const folder = await packFolder(say);
	return { folder, missing: dir ? [] : (await makeInstallers(folder, say)).missing };
};

const ofWindows = async (): Promise<Made> => {
	const folder = await packForWindows(say);
	const made = dir ? null : await makeWindowsInstaller(folder);
	return { folder, missing: made !== null && "missing" in made ? [`nsis: ${made.missing}`] : [] };
};

await exitWith(async () => {
	const { folder, missing } = await (windows ? ofWindows() : ofThisSystem());
	const made = dir ? [] : (await readdir(distFolder)).filter((name) => installers.test(name)).map((name) => join(distFolder, name));
	for (const path of [folder, ...made]) process.stdout.write(`${relative(root, path)}  ${megabytes(await sizeOf(path))}\n`);
	for (const line of missing) say(`Not made here: ${line}`);
	if (strict && missing.length > 0) process.exitCode = 1;
});
