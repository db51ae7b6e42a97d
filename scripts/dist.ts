import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Command } from "commander";
import { distFolder, makeInstallers, packFolder } from "./packing/pack.js";
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

const { dir, strict } = new Command("dist")
	.description("Build the program and its installers for this platform, into dist/")
	.option("--dir", "only the folder that runs, no installer", false)
	.option("--strict", "fail when one of the platform's installers cannot be made here", false)
	.parse()
	.opts<{ dir: boolean; strict: boolean }>();

await exitWith(async () => {
	const folder = await packFolder(say);
	const missing = dir ? [] : (await makeInstallers(folder, say)).missing;
	const made = dir ? [] : (await readdir(distFolder)).filter((name) => installers.test(name)).map((name) => join(distFolder, name));
	for (const path of [folder, ...made]) process.stdout.write(`${relative(root, path)}  ${megabytes(await sizeOf(path))}\n`);
	for (const line of missing) say(`Not made here: ${line}`);
	if (strict && missing.length > 0) process.exitCode = 1;
});
