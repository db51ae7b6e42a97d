import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { findElectron } from "../electron-binary.js";
import { ensureBuilt } from "../ensure-built.js";
import { root, version } from "../project.js";
import { run } from "../services/run.js";
import { makeDeb } from "./deb.js";
import { writeLicences } from "./licences.js";

export const distFolder = join(root, "dist");
export const licencesFile = join(distFolder, "licences", "THIRD-PARTY-LICENCES.txt");

const limitMs = 1_200_000;
const builder = join(root, "node_modules/electron-builder/cli.js");

/** Names of Debian's and electron-builder's for the architectures that there are packages for. */
const debArch: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

export interface Made {
	readonly files: readonly string[];
	/** Targets that could not be made here, each with why. */
	readonly missing: readonly string[];
}

export type Say = (line: string) => void;

/** Runs electron-builder; what failed, or null. */
export const electronBuilder = async (args: readonly string[], say: Say): Promise<string | null> => {
	const ran = await run(process.execPath, [builder, ...args, "--publish", "never"], { cwd: root, limitMs, onLine: say });
	if (ran.code === 0) return null;
	return (
		ran.output
			.split("\n")
			.find((line) => /⨯|error/i.test(line))
			?.trim() ?? `electron-builder ended with ${ran.code}`
	);
};

/** Where electron-builder leaves the program's folder. */
export const unpackedFolder = (platform: NodeJS.Platform = process.platform, arch: string = process.arch): string => {
	const suffix = arch === "x64" ? "" : `-${arch}`;
	if (platform === "darwin") return join(distFolder, `mac${suffix}`);
	return join(distFolder, platform === "win32" ? `win${suffix}-unpacked` : `linux${suffix}-unpacked`);
};

/** The folder of Electron's distribution where it is here already; else electron-builder gets it. */
const electronDist = async (say: Say): Promise<readonly string[]> => {
	const found = await findElectron(root, process.env, say);
	if (!("path" in found) || process.platform === "darwin") return [];
	return [`--config.electronDist=${dirname(found.path)}`];
};

/** What goes inside on any system: the built program and the licences. */
export const startPacking = async (say: Say): Promise<void> => {
	await ensureBuilt(root, say);
	await writeLicences(root, licencesFile);
};

/** Builds what changed and packs it into a folder that runs: no installer yet. Returns the folder. */
export const packFolder = async (say: Say): Promise<string> => {
	await startPacking(say);
	const folder = unpackedFolder();
	await rm(folder, { recursive: true, force: true });
	const failed = await electronBuilder(["--dir", ...(await electronDist(say))], say);
	if (failed !== null) throw new Error(`The program was not packed: ${failed}. The lines above say why.`);
	if (!existsSync(folder)) throw new Error(`electron-builder said that it packed the program, but ${folder} is not there.`);
	/** Electron's welcome page, which a distribution that is here already brings along. */
	await rm(join(folder, "resources", "default_app.asar"), { force: true });
	return folder;
};

const tarGz = async (folder: string): Promise<string> => {
	const file = join(distFolder, `clickstream-console-${version}-${process.arch}.tar.gz`);
	const inside = basename(file, ".tar.gz");
	const packed = await run(
		"tar",
		["-czf", file, "--owner=0", "--group=0", `--transform=s,^${basename(folder)},${inside},`, "-C", dirname(folder), basename(folder)],
		{ cwd: root, limitMs },
	);
	if (packed.code !== 0) throw new Error(`tar could not pack ${folder}: ${packed.output.trim()}`);
	return file;
};

/** An rpm names a home page; which it is, the machine that releases knows. */
const homepage = process.env["HOMEPAGE_URL"];

/** Those of electron-builder, one by one, so that one whose tool cannot be had does not keep the others. */
const others: Readonly<Partial<Record<NodeJS.Platform, readonly (readonly [flag: string, target: string])[]>>> = {
	linux: [
		["--linux", "AppImage"],
		["--linux", "rpm"],
	],
	darwin: [
		["--mac", "dmg"],
		["--mac", "zip"],
	],
	win32: [
		["--win", "nsis"],
		["--win", "portable"],
	],
};

const onLinux = async (folder: string): Promise<Made> => {
	const files = [await tarGz(folder)];
	const arch = debArch[process.arch];
	if (arch === undefined) return { files, missing: [`deb: Debian's name of ${process.arch} is not known here`] };
	const deb = await makeDeb({ folder, version, arch, to: distFolder });
	return "path" in deb ? { files: [...files, deb.path], missing: [] } : { files, missing: [`deb: ${deb.missing}`] };
};

/** All installers of this platform, of the folder that packFolder made. */
export const makeInstallers = async (folder: string, say: Say): Promise<Made> => {
	await mkdir(distFolder, { recursive: true });
	const made = process.platform === "linux" ? await onLinux(folder) : { files: [], missing: [] };
	const missing = [...made.missing];
	const packed = process.platform === "darwin" ? join(folder, "Clickstream Console.app") : folder;
	for (const [flag, target] of others[process.platform] ?? []) {
		const page = homepage === undefined ? [] : [`--config.extraMetadata.homepage=${homepage}`];
		const failed = await electronBuilder([flag, target, "--prepackaged", packed, ...page], say);
		if (failed !== null) missing.push(`${target}: ${failed}`);
	}
	return { files: made.files, missing };
};
